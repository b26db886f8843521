// Run it and look: opens a socket and holds it until you press Enter. ./kit run 1
#include "../look.hpp"
#include "socket.hpp"

int main(int argc, char** argv) {
    (void)look::parse(argc, argv, "usage: main [--help]");

    auto s = tcp::open_socket(net::address_family::ipv4);
    if (!s)
        return look::fail("open a socket", s.error());
    const std::string name = "socket " + std::to_string(s->handle());
    look::say(name + " is open");
    look::wait_for_enter();

    const auto closed = s->close();
    if (!closed)
        return look::fail("close " + name, closed.error());
    look::say(name + " is closed");
}
