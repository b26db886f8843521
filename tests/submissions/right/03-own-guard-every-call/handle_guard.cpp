#include "handle_guard.hpp"

handle_guard::~handle_guard() {
    if (!wanted_)
        (void)net::close(handle_);
}
