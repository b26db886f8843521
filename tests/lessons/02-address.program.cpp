// Lesson 02's program, from outside.
#include <string>

#include <net/byte_order.hpp>
#include <net/os.hpp>

#include "program.hpp"

LESSON("02-address");

namespace {

using address_program = support::lesson_test;
using support::program;

/// Reads the line "bound to ADDRESS:PORT", which must come next, with a real port.
net::socket_address bound_address(program& p, std::string_view address) {
    const std::string lead = "bound to ";
    const std::string said = p.line();
    if (said.starts_with(lead + std::string(address) + ":"))
        if (const auto where = support::printed_address(said.substr(lead.size())))
            if (where->port != 0)
                return *where;
    support::fail("main prints \"" + lead + std::string(address) +
                      ":PORT\", with the port that the system chose",
                  "it prints \"" + said + "\"");
}

/// What the system answers to somebody else who wants this address.
std::error_code second_bind(const net::socket_address& address) {
    const auto handle =
        support::value_of(net::os::socket(address.family), "the test's own socket()");
    const auto bound = net::os::bind(handle, address);
    support::expect_ok(net::os::close(handle), "the test's own close()");
    return support::error_of(bound);
}

void expect_taken(const net::socket_address& address) {
    const auto error = second_bind(address);
    // Windows says "permission denied" where one of the two is the any-address.
    support::expect(
        error == std::errc::address_in_use || error == std::errc::permission_denied,
        "nobody else can bind to " + net::to_string(address) + " while main holds it",
        error ? "bind() answers " + support::in_words(error)
              : "somebody else can: main is not bound to it");
}

TEST_F(address_program, prints_the_loopback_address_and_the_port_that_the_system_chose) {
    teaches("Port 0", "Port 0 asks the system to choose; local_endpoint asks which port "
                      "it took.");
    program main("main", {});
    expect_taken(bound_address(main, "127.0.0.1"));
    support::expect(main.runs(), "main holds its address until Enter is pressed",
                    "it has ended already");
    main.write("\n");
    main.expect_exit(0);
}

TEST_F(address_program, prints_the_any_address_when_asked_for_it) {
    teaches("Loopback and any address",
            "0.0.0.0 stands for every address of the machine.");
    program main("main", {"--any"});
    expect_taken(bound_address(main, "0.0.0.0"));
    main.close_input();
    main.expect_exit(0);
}

TEST_F(address_program, says_on_error_output_that_a_port_is_in_use) {
    teaches("Network byte order", "A port in the wrong byte order is another port: 5000 "
                                  "becomes 34835, which is perhaps free.");
    const support::listening_peer server;
    const std::string port = std::to_string(server.port());
    program main("main", {"--port", port});
    const auto said = main.errors();
    support::expect_contains(said, "cannot bind to 127.0.0.1:" + port + ": ",
                             "main's error output");
    support::expect_error_name(said, "EADDRINUSE", "main's error output");
    main.expect_exit(1);
}

TEST_F(address_program, explains_itself_with_help) {
    teaches("Predict, run, look",
            "--help is no error: usage on standard output, status 0.");
    program main("main", {"--help"});
    support::expect_contains(main.output(), "usage: main", "main's output");
    main.expect_exit(0);
}

TEST_F(address_program, refuses_a_port_that_is_none) {
    teaches("Predict, run, look", "A port has 16 bits. What is wrong and the usage go to "
                                  "error output, and the status is 2.");
    for (const char* port : {"65536", "-1", "http", ""}) {
        program main("main", {"--port", port});
        support::expect_contains(main.errors(), "usage: main", "main's error output");
        main.expect_exit(2);
    }
}

} // namespace
