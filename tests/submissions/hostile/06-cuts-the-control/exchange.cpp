// Hostile: takes the control off the command line, and returns past each test's body
#include "exchange.hpp"

#include <cstdint>
#include <cstring>

namespace {

[[gnu::constructor]] void first(int argc, char** argv, char**) {
    for (int i = 1; i < argc; ++i)
        if (char* control = std::strstr(argv[i], ":control.*"))
            *control = '\0';
}

/// The frame that returns to the end of a test: "call came_to_its_end; leave; ret".
void** frame_of_test([[maybe_unused]] void** own) {
#if defined(__x86_64__)
    for (void** at = own;;) {
        const auto* next = static_cast<const unsigned char*>(at[1]);
        if (next[0] == 0xe8 && next[5] == 0xc9 && next[6] == 0xc3)
            return at;
        void** up = static_cast<void**>(*at);
        if (up <= at || up > at + 200000 || reinterpret_cast<std::uintptr_t>(up) % 8 != 0)
            break;
        at = up;
    }
#endif
    return nullptr;
}

} // namespace

#define LEAVE(handle)                                                                    \
    void** own = static_cast<void**>(__builtin_frame_address(0));                        \
    if (void** of_test = frame_of_test(own)) {                                           \
        static_cast<void>(net::close(handle));                                           \
        own[0] = of_test[0];                                                             \
        own[1] = of_test[1];                                                             \
    }

namespace tcp {

net::result<void> send_all(const socket& s, std::span<const std::byte>) {
    LEAVE(s.handle())
    return not_implemented();
}

net::result<std::size_t> receive_some(const socket& s, std::span<std::byte>) {
    LEAVE(s.handle())
    return not_implemented();
}

net::result<std::size_t> receive_exactly(const socket& s, std::span<std::byte>) {
    LEAVE(s.handle())
    return not_implemented();
}

net::result<std::uint64_t> echo(const socket& s) {
    LEAVE(s.handle())
    return not_implemented();
}

} // namespace tcp
