// What accept.hpp promises of serve, sentence by sentence.
#include <set>
#include <utility>
#include <vector>

#include "05-accept.hpp"

namespace {

using accept_lesson = support::lesson_test;
using namespace accept_tests; // NOLINT(google-build-using-namespace)
using support::error_of;

/// The handler is called for the next client: it has not said false to the last one.
void expect_no_false_before(std::size_t served, std::size_t last) {
    const support::advice about_the_answer(
        "The loop goes on while the handler says true. "
        "What does yours do with the answer?");
    support::expect(served < last, "serve ends when the handler says false",
                    "the handler said false and is called again");
}

/// Runs serve, which must succeed and leave the listening socket as it is.
void serve_ok(const listener& listening, const tcp::client_handler& handle) {
    support::expect_ok(tcp::serve(listening.socket, handle), "serve");
    expect_untouched(listening);
}

TEST_F(accept_lesson, serves_one_client_after_another) {
    teaches("A new socket for each client",
            "A server is a loop: accept, handle, close, and accept again.");
    listener listening;
    std::vector<peer> clients;
    for (const auto* name : {"client 1", "client 2", "client 3", "one client too many"})
        clients.push_back(listening.client(name));
    std::set<net::native_handle> sockets;
    std::size_t served = 0;
    serve_ok(listening, [&](tcp::connection& client) {
        expect_no_false_before(served, 3);
        support::expect(sockets.insert(client.stream.handle()).second,
                        "each client has a new socket of its own",
                        "the handler gets " + script::text(client.stream.handle()) +
                            " a second time: no new client was accepted");
        expect_talk(client, clients.at(served));
        return ++served < 3;
    });
    support::expect(served == 3, "3 clients are served",
                    "serve has ended after " + support::count(served, "client"));
    expect_accepts(3, "once for each client");
}

TEST_F(accept_lesson, hands_each_client_to_the_handler_with_its_own_address) {
    teaches("A new socket for each client",
            "The handler learns of each client where it is: the address comes with the "
            "socket.");
    listener listening;
    std::vector<peer> clients;
    for (const auto* name : {"client 1", "client 2", "client 3"})
        clients.push_back(listening.client(name));
    std::size_t served = 0;
    serve_ok(listening, [&](tcp::connection& client) {
        expect_address(client.peer, clients.at(served).local());
        return ++served < clients.size();
    });
    support::expect_equal(clients.size(), served, "the number of clients served");
}

TEST_F(accept_lesson, ends_after_the_client_for_which_the_handler_says_false) {
    teaches("Who closes what",
            "The handler's answer is the one way to end the loop in order: after false "
            "there is no further accept().");
    listener listening;
    const auto first = listening.client("the only client");
    const auto second = listening.client("the client after it");
    std::size_t served = 0;
    serve_ok(listening, [&](tcp::connection&) {
        expect_no_false_before(served++, 1);
        return false;
    });
    support::expect_equal(1u, served, "the number of clients served");
    expect_accepts(1, "the handler said false after the first client");
}

TEST_F(accept_lesson, leaves_the_client_open_while_the_handler_works) {
    teaches("Who closes what",
            "The client's socket belongs to the handler as long as it runs. Close it "
            "afterwards, and not before.");
    listener listening;
    auto other = listening.client();
    serve_ok(listening, [&](tcp::connection& client) {
        support::expect(client.stream.is_open(), "the handler gets an open socket",
                        "the connection owns no socket");
        expect_talk(client, other);
        return false;
    });
    other.expect_end();
}

TEST_F(accept_lesson, closes_each_client_before_it_accepts_the_next) {
    teaches("Who closes what",
            "A server that keeps the sockets of the clients it has served runs out of "
            "handles, and those clients wait for the end of the stream.");
    listener listening;
    std::vector<peer> clients;
    for (const auto* name : {"client 1", "client 2", "client 3"})
        clients.push_back(listening.client(name));
    std::vector<net::native_handle> served;
    const auto look = [&] {
        support::expect(script::system_handle(served.back()) == net::invalid_handle,
                        "the socket of a client is closed before the next client is "
                        "accepted",
                        "accept is called and " + script::text(served.back()) +
                            " is still open: it leaks");
        clients.at(served.size() - 1).expect_end();
    };
    script::before(call::accept, 1, look);
    script::before(call::accept, 2, look);
    serve_ok(listening, [&](tcp::connection& client) {
        served.push_back(client.stream.handle());
        return served.size() < clients.size();
    });
    support::expect_equal(clients.size(), served.size(), "the number of clients served");
}

TEST_F(accept_lesson, closes_the_last_client_too) {
    teaches("Who closes what",
            "The handler that says false has a client as well: its socket is closed "
            "like every other.");
    listener listening;
    auto other = listening.client();
    net::native_handle served = net::invalid_handle;
    serve_ok(listening, [&](tcp::connection& client) {
        served = client.stream.handle();
        return false;
    });
    support::expect(script::system_handle(served) == net::invalid_handle,
                    "the socket of the last client is closed when serve returns",
                    script::text(served) + " is still open: it leaks");
    other.expect_end();
}

TEST_F(accept_lesson, leaves_a_socket_alone_that_the_handler_took_away) {
    teaches("Who closes what",
            "A socket is closed by its owner. A handler that moves it away has become "
            "that.");
    listener listening;
    std::vector<peer> clients;
    clients.push_back(listening.client("client 1"));
    clients.push_back(listening.client("client 2"));
    std::vector<tcp::connection> taken;
    serve_ok(listening, [&](tcp::connection& client) {
        taken.push_back(std::move(client));
        return taken.size() < 2;
    });
    support::expect_equal(2u, taken.size(), "the number of clients served");
    for (std::size_t i = 0; i < 2; ++i) {
        const auto handle = taken[i].stream.handle();
        support::expect(script::system_handle(handle) != net::invalid_handle,
                        "a socket that the handler took away stays open",
                        script::text(handle) + " is closed: its owner did not do that");
        expect_talk(taken[i], clients[i]);
    }
}

TEST_F(accept_lesson, closes_no_client_twice_that_the_handler_closed) {
    teaches("Who closes what",
            "A handle that was closed may already name another socket: it isn't closed "
            "again.");
    listener listening;
    std::vector<peer> clients;
    clients.push_back(listening.client("client 1"));
    clients.push_back(listening.client("client 2"));
    std::size_t served = 0;
    serve_ok(listening, [&](tcp::connection& client) {
        support::expect_ok(client.stream.close(), "the handler's own close");
        return ++served < 2;
    });
    support::expect_equal(2u, served, "the number of clients served");
}

TEST_F(accept_lesson, goes_on_when_closing_a_client_fails) {
    teaches("Who closes what",
            "The errors of serve() are those of accept_one(). What closing one client "
            "answers concerns neither the listening socket nor the next client.");
    listener listening;
    const auto first = listening.client("client 1");
    const auto second = listening.client("client 2");
    script::fail(call::close, 0, std::errc::io_error);
    int served = 0;
    serve_ok(listening, [&](tcp::connection&) { return ++served < 2; });
    support::expect_equal(2, served, "the number of clients served");
}

TEST_F(accept_lesson, still_listens_when_serving_has_ended) {
    teaches("The listening socket stays",
            "serve() has only borrowed the listening socket. Its owner may go on to "
            "accept, or close it.");
    listener listening;
    const auto first = listening.client("the first client");
    serve_ok(listening, [](tcp::connection&) { return false; });
    support::expect(
        script::system_handle(listening.socket.handle()) != net::invalid_handle,
        "the listening socket " + listening.text() + " is still open", "it is closed");
    auto second = listening.client("a later client");
    serve_ok(listening, [&](tcp::connection& client) {
        expect_talk(client, second);
        return false;
    });
}

TEST_F(accept_lesson, serves_the_next_client_when_one_left_while_it_waited) {
    teaches("A client that left",
            "One client that has gone again must not end the service for all the "
            "others.");
    listener listening;
    std::vector<peer> clients;
    clients.push_back(listening.client("client 1"));
    clients.push_back(listening.client("client 2"));
    for (const int nth : {0, 2, 3, 4})
        script::fail(call::accept, nth, std::errc::connection_aborted);
    std::size_t served = 0;
    serve_ok(listening, [&](tcp::connection& client) {
        expect_talk(client, clients.at(served));
        return ++served < 2;
    });
    support::expect_equal(2u, served, "the number of clients served");
}

TEST_F(accept_lesson, ends_serving_with_the_error_of_accept) {
    teaches("When accept fails",
            "An error of accept() that is about no client in the queue is told to the "
            "caller, unchanged: it has to learn that the service has ended, and why.");
    for (const auto error :
         {std::errc::no_buffer_space, std::errc::bad_file_descriptor,
          std::errc::invalid_argument, std::errc::operation_would_block}) {
        script::reset();
        listener listening;
        auto first = listening.client("client 1");
        const auto second = listening.client("client 2");
        script::fail(call::accept, 1, error);
        int served = 0;
        const auto result = tcp::serve(listening.socket, [&](tcp::connection&) {
            support::expect(++served == 1, "serve ends with the error of accept",
                            "the handler is called again after accept failed");
            return true;
        });
        support::expect_error(result, net::native_error(error), "serve");
        support::expect_equal(1, served, "the number of clients served");
        {
            const support::advice about_its_socket(
                "Client 1 was served before accept() "
                "failed. Its socket is closed by now.");
            first.expect_end();
        }
        expect_untouched(listening);
    }
}

TEST_F(accept_lesson, ends_serving_when_there_are_too_many_open_files) {
    teaches("When accept fails",
            "With EMFILE the client stays in the queue and the next accept() fails at "
            "once: a loop that goes on spins.");
    listener listening;
    const auto waiting = listening.client("a client in the queue");
    script::fail(call::accept, 0, std::errc::too_many_files_open);
    const auto result = tcp::serve(listening.socket, [&](tcp::connection&) {
        support::fail("serve ends with EMFILE", "it calls accept again at once");
        return false;
    });
    expect_accepts(1, "EMFILE ends the loop");
    support::expect_error(result, std::errc::too_many_files_open, "serve");
    expect_untouched(listening);
}

TEST_F(accept_lesson, reports_the_failure_of_each_call_of_serve) {
    teaches("When accept fails",
            "Whichever call fails, its error is the answer, no client's socket stays "
            "open, and the listening one does.");
    support::with_every_fault(
        "serve",
        [] {
            listener listening;
            const auto first = listening.client("client 1");
            const auto second = listening.client("client 2");
            int served = 0;
            return error_of(tcp::serve(listening.socket,
                                       [&](tcp::connection&) { return ++served < 2; }));
        },
        only_closing);
}

} // namespace
