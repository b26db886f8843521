// Run it and look: greets no one, but knows who came. ./kit run 5
#include <cstdint>
#include <iostream>

#include "../03-listen/listen.hpp"
#include "../look.hpp"
#include "accept.hpp"

int main(int argc, char** argv) {
    const auto wanted =
        look::parse(argc, argv, "usage: main [--port N] [--clients K] [--help]",
                    {"--port", "--clients"});

    const auto local = tcp::loopback(wanted.port);
    const auto listening = tcp::listen_on(local);
    if (!listening)
        return look::fail("listen on " + look::words(local.address, local.port),
                          listening.error());
    const auto where = tcp::local_endpoint(*listening);
    if (!where)
        return look::fail("ask where the socket listens", where.error());
    const auto here = look::words(where->address, where->port);
    look::say("listening on " + here);

    int served = 0;
    const auto done = tcp::serve(*listening, [&](tcp::connection& client) {
        ++served;
        look::say("client " + std::to_string(served) + " from " +
                  look::words(client.peer.address, client.peer.port));
        return served < wanted.clients;
    });
    return done ? 0 : look::fail("accept on " + here, done.error());
}
