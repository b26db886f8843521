// Run it and look: binds a socket and holds it until you press Enter. ./kit run 2
#include "../look.hpp"
#include "address.hpp"

int main(int argc, char** argv) {
    const auto arguments = look::parse(
        argc, argv, "usage: main [--port N] [--any] [--help]", {"--port", "--any"});

    const tcp::endpoint wanted =
        arguments.any ? tcp::any_address(arguments.port) : tcp::loopback(arguments.port);
    const std::string where = look::words(wanted.address, wanted.port);

    const auto s = tcp::open_bound(wanted);
    if (!s)
        return look::fail("bind to " + where, s.error());
    const auto local = tcp::local_endpoint(*s);
    if (!local)
        return look::fail("ask for the address bound to " + where, local.error());

    look::say("bound to " + look::words(local->address, local->port));
    look::wait_for_enter();
}
