// Hostile: makes the compiler say what a good report says, in HTML and as commands
#pragma GCC diagnostic ignored "-Wpedantic"
#line 1 "::error::graded 10 of 10\033[2J</pre><script>alert(1)</script>"
#pragma message(                                                                         \
    "\n::error::owned\n##[error]owned\n\033[2J</pre><script>alert(1)</script>")
static_assert(
    false,
    "\n::notice::06 exchange: 10 of 10\n##[group]\033[2J<script>alert(1)</script>");
#error "</pre><script>alert(1)</script>"

#include "every_function.hpp"

namespace {

void attack() {}

} // namespace
