// Run it and look: sends back what one client sends. ./kit run 6
#include <iostream>

#include "../03-listen/listen.hpp"
#include "../05-accept/accept.hpp"
#include "../look.hpp"
#include "exchange.hpp"

int main(int argc, char** argv) {
    const auto wanted =
        look::parse(argc, argv, "usage: main [--port N] [--help]", {"--port"});

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

    auto client = tcp::accept_one(*listening);
    if (!client)
        return look::fail("accept on " + here, client.error());
    const auto peer = look::words(client->peer.address, client->peer.port);
    const auto echoed = tcp::echo(client->stream);
    if (!echoed)
        return look::fail("echo to " + peer, echoed.error());
    const auto closed = client->stream.close();
    if (!closed)
        return look::fail("close the connection to " + peer, closed.error());
    look::say("echoed " + std::to_string(*echoed) + " bytes");
    return 0;
}
