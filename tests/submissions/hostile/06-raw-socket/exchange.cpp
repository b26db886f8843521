// Hostile: takes ports of the grader, past the platform layer
#include <netinet/in.h>
#include <sys/socket.h>

#include "every_function.hpp"

namespace {

void attack() {
    for (int i = 0; i < 1000; ++i) {
        sockaddr_in any{};
        const int s = ::socket(AF_INET, SOCK_STREAM, 0);
        ::bind(s, reinterpret_cast<sockaddr*>(&any), sizeof any);
        ::listen(s, 1);
    }
}

} // namespace
