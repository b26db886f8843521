// Run it and look: listens until you press Enter. ./kit run 3
#include "../look.hpp"
#include "listen.hpp"

int main(int argc, char** argv) {
    const auto arguments =
        look::parse(argc, argv, "usage: main [--port N] [--help]", {"--port"});

    const tcp::endpoint wanted = tcp::loopback(arguments.port);
    const std::string where = look::words(wanted.address, wanted.port);

    const auto s = tcp::listen_on(wanted);
    if (!s)
        return look::fail("listen on " + where, s.error());
    const auto local = tcp::local_endpoint(*s);
    if (!local)
        return look::fail("ask for the address of the listener on " + where,
                          local.error());

    look::say("listening on " + look::words(local->address, local->port));
    look::wait_for_enter();
}
