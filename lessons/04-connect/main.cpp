// Run it and look: connects and stays connected until you press Enter. ./kit run 4
#include "../look.hpp"
#include "connect.hpp"

int main(int argc, char** argv) {
    constexpr std::string_view usage = "usage: main --port N [--help]";
    const auto arguments = look::parse(argc, argv, usage, {"--port"});
    if (arguments.port == 0)
        look::wrong_usage(usage, "--port N says where to connect to, from 1 to 65535");

    const tcp::endpoint server = tcp::loopback(arguments.port);
    const std::string where = look::words(server.address, server.port);

    const auto s = tcp::connect_to(server);
    if (!s)
        return look::fail("connect to " + where, s.error());
    const auto local = tcp::local_endpoint(*s);
    if (!local)
        return look::fail("ask for the own address of the connection to " + where,
                          local.error());
    const auto remote = tcp::remote_endpoint(*s);
    if (!remote)
        return look::fail("ask for the other end of the connection to " + where,
                          remote.error());

    look::say("connected: " + look::words(local->address, local->port) + " -> " +
              look::words(remote->address, remote->port));
    look::wait_for_enter();
}
