// Lesson 04: the client's side of the handshake.
#include "connect.hpp"

#include <algorithm>
#include <utility>

namespace tcp {

namespace {

const auto as_endpoint =
    [](const net::result<net::socket_address>& r) -> net::result<endpoint> {
    if (r)
        return from_socket_address(*r);
    return net::unexpected(r.error());
};

} // namespace

net::result<socket> connect_to(const endpoint& remote) {
    socket s;
    std::error_code error;

    if (auto opened = open_socket(remote.family); opened)
        s = std::move(*opened);
    else
        error = opened.error();

    if (!error) {
        const auto answer = net::connect(s.handle(), to_socket_address(remote));
        if (!answer)
            error = answer.error();
    }

    if (error)
        return net::unexpected(error);
    return s;
}

net::result<socket> connect_to_first(std::span<const endpoint> remotes) {
    net::result<socket> latest =
        net::unexpected(std::make_error_code(std::errc::invalid_argument));
    const auto stands = [&latest](const endpoint& remote) {
        latest = connect_to(remote);
        return latest.has_value();
    };
    (void)std::find_if(remotes.begin(), remotes.end(), stands);
    return latest;
}

net::result<endpoint> remote_endpoint(const socket& connected) {
    return as_endpoint(net::getpeername(connected.handle()));
}

} // namespace tcp
