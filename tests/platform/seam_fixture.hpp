// A test of the scripted seam: starts from nothing, and leaves nothing behind.
#pragma once

#include "loopback.hpp"

#include <net/os.hpp>
#include <script.hpp>

namespace platform_tests {

namespace script = net::script;
using script::call;

class seam : public testing::Test {
  protected:
    seam() {
        families(); // the probe for IPv6 makes calls of its own, once
        script::reset();
    }
    ~seam() override { script::reset(); }

    /// A connection whose server end the seam does not know: a peer's.
    struct with_peer {
        held client;
        net::native_handle peer = net::invalid_handle;

        with_peer() {
            namespace os = net::os;
            const auto family = net::address_family::ipv4;
            const auto listener = value(os::socket(family), "socket");
            value(os::bind(listener, loopback(family)), "bind");
            value(os::listen(listener, 1), "listen");
            const auto ours = value(os::socket(family), "socket");
            value(os::connect(ours, value(os::getsockname(listener), "name")), "connect");
            peer = value(os::accept(listener), "accept");
            value(os::close(listener), "close");
            for (const auto end : {ours, peer})
                value(os::set_option(end, net::option::receive_timeout, patience.count()),
                      "set_option");
            client = held(script::adopt(ours));
        }
        ~with_peer() { close_peer(); }
        with_peer(const with_peer&) = delete;
        with_peer& operator=(const with_peer&) = delete;

        void close_peer() {
            if (peer != net::invalid_handle)
                static_cast<void>(net::os::close(peer));
            peer = net::invalid_handle;
        }
        /// What the peer receives by one call.
        std::string peer_gets() {
            char bytes[100];
            const auto got = value(net::os::recv(peer, bytes, sizeof bytes), "recv");
            return {bytes, got};
        }
        void peer_sends(std::string_view bytes) {
            EXPECT_EQ(value(net::os::send(peer, bytes.data(), bytes.size()), "send"),
                      bytes.size());
        }
    };
};

} // namespace platform_tests
