// Lesson 04: the client's side of the handshake.
#include "connect.hpp"

#include "attempt.hpp"

namespace tcp {

net::result<socket> connect_to(const endpoint& remote) {
    return connect_to_first(std::span(&remote, 1));
}

net::result<socket> connect_to_first(std::span<const endpoint> remotes) {
    if (remotes.empty())
        return net::unexpected(std::make_error_code(std::errc::invalid_argument));
    std::error_code last;
    std::size_t i = 0;
    do {
        attempt a(to_socket_address(remotes[i]));
        if (a.run())
            return socket(a.take());
        last = a.error();
    } while (++i < remotes.size());
    return net::unexpected(last);
}

net::result<endpoint> remote_endpoint(const socket& connected) {
    net::result<endpoint> answer = endpoint();
    if (auto name = net::getpeername(connected.handle()))
        answer = from_socket_address(*name);
    else
        answer = net::unexpected(name.error());
    return answer;
}

} // namespace tcp
