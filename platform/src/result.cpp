#include <net/result.hpp>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <string>

// Where std::expected is net::result, it looks after itself.
#if !defined(__cpp_lib_expected) || __cpp_lib_expected < 202202L
namespace net::detail {
namespace {

std::atomic<void (*)(const char*)> told{nullptr};

[[noreturn]] void tell(const std::string& words) {
    if (const auto hook = told.load())
        hook(words.c_str());
    std::fprintf(stderr, "%s\n", words.c_str());
    std::fflush(stderr);
    std::abort();
}

} // namespace

void on_result_misuse(void (*hook)(const char* words)) noexcept {
    told = hook;
}

void no_value(std::error_code held) {
    tell("the value of a result was taken, and it holds an error: " + held.message() +
         ". Ask first: `if (!result)`");
}

void no_error() {
    tell("the error of a result was taken, and it holds none: the call succeeded. Ask "
         "first: `if (!result)`");
}

} // namespace net::detail
#endif
