// What accept.hpp promises of accept_one, sentence by sentence.
#include <vector>

#include "05-accept.hpp"

LESSON("05-accept");

namespace {

using accept_lesson = support::lesson_test;
using namespace accept_tests; // NOLINT(google-build-using-namespace)
using support::error_of;

TEST_F(accept_lesson, gives_the_next_client_a_socket_of_its_own) {
    teaches("A new socket for each client",
            "accept() returns a new socket, which is connected to the client. The "
            "listening one has no peer.");
    listener listening;
    auto other = listening.client();
    const auto client =
        support::value_of(tcp::accept_one(listening.socket), "accept_one");
    support::expect(client.stream.is_open(), "the connection has a socket",
                    "it has none");
    support::expect(client.stream.handle() != listening.socket.handle(),
                    "the client has a socket of its own",
                    "the connection's socket is " + listening.text() +
                        ", the listening one");
    expect_talk(client, other);
    expect_accepts(1, "one client is waiting");
}

TEST_F(accept_lesson, says_where_the_client_is) {
    teaches("A new socket for each client",
            "accept() can tell the address of the client together with its socket: give "
            "it a place to write it to.");
    listener listening;
    const auto other = listening.client();
    const auto client =
        support::value_of(tcp::accept_one(listening.socket), "accept_one");
    expect_address(client.peer, other.local());
}

TEST_F(accept_lesson, says_where_each_of_several_clients_is) {
    teaches("A new socket for each client",
            "Every client has its own address and port, so ask anew for each one.");
    listener listening;
    std::vector<tcp::connection> connections;
    for (int i = 0; i < 3; ++i) {
        const auto other = listening.client();
        connections.push_back(
            support::value_of(tcp::accept_one(listening.socket), "accept_one"));
        expect_address(connections.back().peer, other.local());
    }
}

TEST_F(accept_lesson, says_where_an_ipv6_client_is) {
    NEEDS_IPV6();
    teaches("A new socket for each client",
            "An address of IPv6 has 16 bytes and a family of its own: carry all of it.");
    listener listening(net::address_family::ipv6);
    auto other = listening.client();
    const auto client =
        support::value_of(tcp::accept_one(listening.socket), "accept_one");
    expect_address(client.peer, other.local());
    expect_talk(client, other);
}

TEST_F(accept_lesson, touches_the_listening_socket_only_to_accept) {
    teaches("The listening socket stays",
            "The listening socket has one purpose: it is where new connections come "
            "from. Data goes over the socket that accept() returned.");
    listener listening;
    auto first = listening.client("the first client");
    const auto one = support::value_of(tcp::accept_one(listening.socket), "accept_one");
    expect_untouched(listening);
    auto second = listening.client("the second client");
    const auto two = support::value_of(tcp::accept_one(listening.socket), "accept_one");
    expect_untouched(listening);
    expect_talk(one, first);
    expect_talk(two, second);
}

TEST_F(accept_lesson, takes_the_next_client_when_one_left_while_it_waited) {
    teaches("A client that left",
            "ECONNABORTED is about one client that has gone again. The next accept() can "
            "succeed, so call it.");
    listener listening;
    auto other = listening.client();
    script::fail(call::accept, 0, std::errc::connection_aborted);
    const auto client =
        support::value_of(tcp::accept_one(listening.socket), "accept_one");
    support::expect(client.stream.is_open(), "accept_one returns the next client",
                    "it returns a connection without a socket, for the one that left");
    expect_address(client.peer, other.local());
    expect_talk(client, other);
    expect_accepts(2, "once for the client that left, once for the next");
}

TEST_F(accept_lesson, takes_the_next_client_however_many_left) {
    teaches("A client that left",
            "Several clients may leave in a row. A loop takes the next one each time; a "
            "single second try does not.");
    listener listening;
    auto other = listening.client();
    constexpr int left = 5;
    for (int i = 0; i < left; ++i)
        script::fail(call::accept, i, std::errc::connection_aborted);
    const auto client = support::value_of(tcp::accept_one(listening.socket),
                                          "accept_one, after 5 clients that left,");
    expect_talk(client, other);
    expect_accepts(left + 1, "five clients left, the sixth stayed");
}

/// What accept reports of one connection that failed in the queue, on some system.
std::vector<std::error_code> network_errors() {
    std::vector<std::error_code> all;
    for (const auto error :
         {std::errc::network_down, std::errc::protocol_error,
          std::errc::no_protocol_option, std::errc::host_unreachable,
          std::errc::operation_not_supported, std::errc::network_unreachable,
          std::errc::connection_aborted})
        all.push_back(net::native_error(error));
    return all;
}

TEST_F(accept_lesson, takes_the_next_client_when_the_network_lost_one_that_waited) {
    teaches("A client that left",
            "net::condition::client_lost is every error of accept() that is about one "
            "client in the queue, and not about the listening socket.");
    for (const auto error : network_errors()) {
        if (error != net::condition::client_lost)
            continue; // on this system such an error is about the listening socket
        script::reset();
        listener listening;
        auto other = listening.client();
        script::fail(call::accept, 0, error);
        const auto client =
            support::value_of(tcp::accept_one(listening.socket), "accept_one");
        expect_talk(client, other);
        expect_accepts(2, "once for the client that was lost, once for the next");
    }
}

TEST_F(accept_lesson, goes_on_after_a_client_that_reset_its_connection_in_the_queue) {
    teaches("A client that left",
            "Between connect() and your accept() a client may be gone. Some systems say "
            "so by ECONNABORTED, others return its dead connection: both must not stop "
            "you.");
    listener listening;
    auto gone = listening.client("the client that leaves");
    gone.reset();
    auto other = listening.client("the client that stays");
    auto client = support::value_of(tcp::accept_one(listening.socket), "accept_one");
    if (client.peer.port != net::ntohs(other.local().port))
        client = support::value_of(tcp::accept_one(listening.socket), "accept_one");
    expect_address(client.peer, other.local());
    expect_talk(client, other);
}

/// accept_one hands on this error of accept, without another try. A client waits in the
/// queue: whoever tries again is given it.
void expect_handed_on(std::error_code error) {
    script::reset();
    listener listening;
    const auto other = listening.client();
    script::fail(call::accept, 0, error);
    const auto result = tcp::accept_one(listening.socket);
    expect_accepts(1, support::in_words(error) + " is no client that was lost");
    const support::advice about_the_answer(
        "accept() was called once and failed. Its error "
        "is the answer, with the code that it has.");
    support::expect_error(result, error, "accept_one");
    expect_untouched(listening);
}

TEST_F(accept_lesson, returns_too_many_open_files_at_once) {
    teaches(
        "When accept fails",
        "EMFILE stays until a file is closed: a loop that calls accept() again at once "
        "spins, and keeps a processor busy for nothing.");
    expect_handed_on(net::native_error(std::errc::too_many_files_open));
    expect_handed_on(net::native_error(std::errc::too_many_files_open_in_system));
}

TEST_F(accept_lesson, returns_would_block_at_once) {
    teaches("When accept fails",
            "EWOULDBLOCK says that no client is waiting. To try again at once is a loop "
            "that spins; the caller decides how to wait.");
    expect_handed_on(net::native_error(std::errc::operation_would_block));
}

TEST_F(accept_lesson, returns_every_other_error_unchanged) {
    teaches("When accept fails",
            "Only net::condition::client_lost is a reason to take the next client. Every "
            "other error belongs to the caller, with the code that the system gave.");
    for (const auto error : {std::errc::bad_file_descriptor, std::errc::invalid_argument,
                             std::errc::not_a_socket, std::errc::no_buffer_space})
        expect_handed_on(net::native_error(error));
    for (const auto error : network_errors())
        if (error != net::condition::client_lost)
            expect_handed_on(error);

    script::reset();
    listener listening;
    const auto other = listening.client();
    script::fail(call::accept, 0, std::errc::connection_aborted);
    script::fail(call::accept, 1, std::errc::no_buffer_space);
    support::expect_error(tcp::accept_one(listening.socket), std::errc::no_buffer_space,
                          "accept_one");
    expect_accepts(2, "one client left, then accept failed");
}

TEST_F(accept_lesson, reports_the_failure_of_each_call_of_accept_one) {
    teaches("When accept fails",
            "Whichever call fails, its error is the answer, and no socket stays open.");
    support::with_every_fault(
        "accept_one",
        [] {
            listener listening;
            const auto other = listening.client();
            return error_of(tcp::accept_one(listening.socket));
        },
        only_closing);
}

CONTROL {
    listener listening;
    const auto other = listening.client();
    static_cast<void>(tcp::accept_one(listening.socket));
}

} // namespace
