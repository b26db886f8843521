#include "attempt.hpp"

#include <utility>

bool attempt::run() {
    const auto opened = net::socket(there_.family);
    if (!opened) {
        error_ = opened.error();
        return false;
    }
    handle_ = *opened;
    const auto connected = net::connect(handle_, there_);
    if (!connected) {
        error_ = connected.error();
        discard();
        return false;
    }
    return true;
}

net::native_handle attempt::take() {
    return std::exchange(handle_, net::invalid_handle);
}

void attempt::discard() {
    if (handle_ != net::invalid_handle)
        (void)net::close(take());
}
