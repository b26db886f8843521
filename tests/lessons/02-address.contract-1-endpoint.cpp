// What address.hpp promises of endpoints and byte order, one sentence after the other.
#include <net/byte_order.hpp>

#include "02-address.hpp"

LESSON("02-address");

namespace {

using namespace address_lesson_words;
using address_lesson = support::lesson_test;

TEST_F(address_lesson, calls_the_bytes_127_0_0_1_the_loopback_address_of_IPv4) {
    teaches("Loopback and any address",
            "127.0.0.1 is {127, 0, 0, 1}: the bytes as they are written. All zero would "
            "be every address of the machine, open to everybody outside.");
    const auto ep = tcp::loopback(0);
    expect_family(address_family::ipv4, ep.family, "loopback(0)");
    expect_address(ipv4_loopback, ep.address, "loopback(0)");
}

TEST_F(address_lesson, calls_15_zero_bytes_and_a_1_the_loopback_address_of_IPv6) {
    teaches("Loopback and any address",
            "::1 is 15 zero bytes and a 1; all zero would be every address of the "
            "machine. The family says how the bytes are to be read.");
    const auto ep = tcp::loopback(0, address_family::ipv6);
    expect_family(address_family::ipv6, ep.family, "loopback(0, ipv6)");
    expect_address(ipv6_loopback, ep.address, "loopback(0, ipv6)");
}

TEST_F(address_lesson, calls_all_zero_the_any_address_of_both_families) {
    teaches("Loopback and any address", "0.0.0.0 and :: have no byte but 0. The family "
                                        "says which of the two is meant.");
    for (const auto family : {address_family::ipv4, address_family::ipv6}) {
        const std::string name = "any_address(0, " + in_words(family) + ")";
        const auto ep = tcp::any_address(0, family);
        expect_family(family, ep.family, name);
        expect_address(all_zero, ep.address, name);
    }
}

TEST_F(address_lesson, keeps_the_port_of_an_endpoint_as_people_say_it) {
    teaches("Network byte order", "An endpoint speaks host byte order: 5000 is 5000. "
                                  "Only to_socket_address converts, once.");
    for (const auto family : {address_family::ipv4, address_family::ipv6}) {
        expect_port(0x1234, tcp::loopback(0x1234, family).port,
                    "the port of loopback(4660, " + in_words(family) + ")");
        expect_port(0x1234, tcp::any_address(0x1234, family).port,
                    "the port of any_address(4660, " + in_words(family) + ")");
        const support::advice about_scopes("A scope names one network interface, for "
                                           "addresses that need it. Loopback has none.");
        support::expect_equal(0u, tcp::loopback(0, family).scope_id, "its scope");
    }
}

TEST_F(address_lesson, puts_the_port_into_network_byte_order) {
    teaches("Network byte order",
            "On the wire a port begins with its most significant byte; most machines "
            "keep it the other way round. Convert it once, with net::htons.");
    for (int port = 0; port <= 0xffff; ++port) {
        const auto host = static_cast<std::uint16_t>(port);
        tcp::endpoint ep;
        ep.port = host;
        const auto network = tcp::to_socket_address(ep).port;
        if (network != net::htons(host)) // no words for 65536 ports that are right
            expect_network_order(host, network, "to_socket_address");
    }
    expect_network_order(0x1234, tcp::to_socket_address(link_local()).port,
                         "to_socket_address of an IPv6 address");
}

TEST_F(address_lesson, converts_the_port_once_on_the_way_to_the_system) {
    teaches("Network byte order", "Host byte order in the endpoint, network byte order "
                                  "in what to_socket_address returns. A second "
                                  "conversion would swap the bytes back.");
    for (const auto family : {address_family::ipv4, address_family::ipv6}) {
        expect_network_order(0x1234,
                             tcp::to_socket_address(tcp::loopback(0x1234, family)).port,
                             "to_socket_address(loopback(4660))");
        expect_network_order(
            0x1234, tcp::to_socket_address(tcp::any_address(0x1234, family)).port,
            "to_socket_address(any_address(4660))");
    }
}

TEST_F(address_lesson, takes_the_4_bytes_of_an_IPv4_address_and_leaves_the_others_zero) {
    teaches("Loopback and any address",
            "The 4 bytes of an IPv4 address are handed on. The 12 behind them mean "
            "nothing and are 0, so that equal addresses have equal bytes.");
    tcp::endpoint ep;
    ep.address = sixteen_bytes;
    const auto address = tcp::to_socket_address(ep);
    expect_family(address_family::ipv4, address.family, "to_socket_address");
    expect_address({0xfe, 0x80, 3, 4}, address.address, "to_socket_address");
}

TEST_F(address_lesson, takes_all_16_bytes_of_an_IPv6_address) {
    teaches("Loopback and any address",
            "An IPv6 address has 16 bytes, and all of them matter.");
    const auto address = tcp::to_socket_address(link_local());
    expect_family(address_family::ipv6, address.family, "to_socket_address");
    expect_address(sixteen_bytes, address.address, "to_socket_address");
}

TEST_F(address_lesson, hands_the_scope_on_as_it_is) {
    teaches("Network byte order", "The scope names an interface of this machine and "
                                  "stays in host byte order, in both directions.");
    support::expect_equal(0x01020304u, tcp::to_socket_address(link_local()).scope_id,
                          "the scope after to_socket_address");
    net::socket_address address;
    address.family = address_family::ipv6;
    address.scope_id = 0x01020304;
    support::expect_equal(0x01020304u, tcp::from_socket_address(address).scope_id,
                          "the scope after from_socket_address");
}

TEST_F(address_lesson, keeps_nothing_of_the_address_before) {
    teaches("Loopback and any address", "Begin with an address that is all zero: what "
                                        "is not written must not be left over.");
    static_cast<void>(tcp::to_socket_address(link_local()));
    const auto address = tcp::to_socket_address(tcp::any_address(0));
    expect_address(all_zero, address.address, "0.0.0.0 after an IPv6 one");
    support::expect_equal(0u, address.scope_id, "its scope");
    net::socket_address longer;
    longer.family = address_family::ipv6;
    longer.address = sixteen_bytes;
    static_cast<void>(tcp::from_socket_address(longer));
    const support::advice about_the_way_back(
        "What from_socket_address returns is all of what it is given this time, and "
        "nothing of the last time.");
    expect_address(ipv4_loopback,
                   tcp::from_socket_address(support::loopback_address(0)).address,
                   "127.0.0.1 read after an IPv6 one");
}

TEST_F(address_lesson, reads_the_port_back_into_host_byte_order) {
    teaches("Network byte order",
            "What the system says is in network byte order. net::ntohs makes of it the "
            "number that people say.");
    for (int port = 0; port <= 0xffff; ++port) {
        const auto host = static_cast<std::uint16_t>(port);
        const auto read = tcp::from_socket_address(support::loopback_address(host)).port;
        if (read != host) // no words for 65536 ports that are right
            expect_port(host, read, "the port that from_socket_address reads");
    }
}

TEST_F(address_lesson, reads_family_and_address_back) {
    teaches("Loopback and any address", "The way back has the same four fields: family, "
                                        "address, port, scope.");
    net::socket_address address = support::loopback_address(0);
    auto ep = tcp::from_socket_address(address);
    expect_family(address_family::ipv4, ep.family, "what from_socket_address read");
    expect_address(ipv4_loopback, ep.address, "what from_socket_address read");
    address.family = address_family::ipv6;
    address.address = sixteen_bytes;
    ep = tcp::from_socket_address(address);
    expect_family(address_family::ipv6, ep.family, "what from_socket_address read");
    expect_address(sixteen_bytes, ep.address, "what from_socket_address read");
}

TEST_F(address_lesson, reads_only_4_bytes_of_an_IPv4_address) {
    teaches("Loopback and any address",
            "An endpoint's IPv4 address uses the first 4 bytes and leaves the others 0, "
            "or else two equal endpoints compare unequal.");
    net::socket_address address;
    address.family = address_family::ipv4;
    address.address = sixteen_bytes;
    expect_address({0xfe, 0x80, 3, 4}, tcp::from_socket_address(address).address,
                   "an IPv4 address that from_socket_address read");
}

TEST_F(address_lesson, gives_the_same_endpoint_after_the_way_there_and_back) {
    teaches("Network byte order", "The two functions undo each other, field by field.");
    for (const auto& ep :
         {tcp::loopback(0x1234), tcp::any_address(0xff00), link_local(),
          tcp::loopback(1, address_family::ipv6), tcp::any_address(0x80ff)}) {
        const auto back = tcp::from_socket_address(tcp::to_socket_address(ep));
        expect_family(ep.family, back.family, "the endpoint that came back");
        expect_address(ep.address, back.address, "the endpoint that came back");
        expect_port(ep.port, back.port, "the port that came back");
        support::expect_equal(ep.scope_id, back.scope_id, "the scope that came back");
    }
}

} // namespace
