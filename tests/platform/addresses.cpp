// Addresses to words and back, and the two byte orders.
#include <gtest/gtest.h>

#include <cstring>

#include <net/address.hpp>
#include <net/byte_order.hpp>
#include <net/error.hpp>

namespace {

using net::address_family;

std::string there_and_back(const char* text) {
    const auto a = net::parse_address(text);
    return a ? net::to_string(*a) : "refused: " + a.error().message();
}

// A port that no socket here is ever bound to: only its bytes matter.
constexpr std::uint16_t some_port = 5000;

TEST(addresses, ipv4_is_laid_out_as_it_is_written) {
    const auto a = net::parse_address("192.0.2.7");
    ASSERT_TRUE(a);
    EXPECT_EQ(a->family, address_family::ipv4);
    EXPECT_EQ(a->port, 0);
    EXPECT_EQ(a->address[0], 192);
    EXPECT_EQ(a->address[3], 7);
    EXPECT_EQ(a->address[4], 0);
}

TEST(addresses, ports_are_in_network_byte_order) {
    auto a = *net::parse_address("127.0.0.1");
    a.port = net::htons(some_port);
    unsigned char bytes[2];
    std::memcpy(bytes, &a.port, 2);
    EXPECT_EQ(bytes[0], some_port >> 8) << "the most significant byte comes first";
    EXPECT_EQ(bytes[1], some_port & 0xff);
    EXPECT_EQ(net::to_string(a), "127.0.0.1:5000");
}

TEST(addresses, byte_order_functions_undo_each_other) {
    EXPECT_EQ(net::ntohs(net::htons(0x1234)), 0x1234);
    EXPECT_EQ(net::ntohl(net::htonl(0x12345678)), 0x12345678u);
    const auto network = net::htonl(0x01020304);
    unsigned char bytes[4];
    std::memcpy(bytes, &network, 4);
    EXPECT_EQ(bytes[0], 1);
    EXPECT_EQ(bytes[3], 4);
    static_assert(net::htons(0) == 0 && net::htonl(0xffffffff) == 0xffffffff);
}

// RFC 5952: the one right way to write an IPv6 address.
TEST(addresses, ipv6_is_written_in_its_canonical_form) {
    EXPECT_EQ(there_and_back("::"), "[::]:0");
    EXPECT_EQ(there_and_back("::1"), "[::1]:0");
    EXPECT_EQ(there_and_back("1::"), "[1::]:0");
    EXPECT_EQ(there_and_back("2001:0DB8:0:0:0:0:0:1"), "[2001:db8::1]:0");
    EXPECT_EQ(there_and_back("2001:db8:0:1:1:1:1:1"), "[2001:db8:0:1:1:1:1:1]:0")
        << "one group of zeros is no run (4.2.2)";
    EXPECT_EQ(there_and_back("2001:0:0:1:0:0:0:1"), "[2001:0:0:1::1]:0")
        << "the longest run (4.2.3)";
    EXPECT_EQ(there_and_back("2001:db8:0:0:1:0:0:1"), "[2001:db8::1:0:0:1]:0")
        << "the first of two (4.2.3)";
    EXPECT_EQ(there_and_back("1:2:3:4:5:6:7:8"), "[1:2:3:4:5:6:7:8]:0");
    EXPECT_EQ(there_and_back("fe80::1%2"), "[fe80::1%2]:0");
}

TEST(addresses, ipv4_inside_ipv6) {
    const auto a = net::parse_address("::ffff:192.0.2.7");
    ASSERT_TRUE(a);
    EXPECT_EQ(a->address[10], 0xff);
    EXPECT_EQ(a->address[12], 192);
    EXPECT_EQ(a->address[15], 7);
}

TEST(addresses, what_is_no_address_is_refused) {
    for (const char* text : {"",
                             "127.0.0",
                             "127.0.0.1.1",
                             "127.0.0.256",
                             "127.0.0.01",
                             "0x7f.0.0.1",
                             "127.0.0.1 ",
                             " 127.0.0.1",
                             "127.0.0.-1",
                             "localhost",
                             ":",
                             ":::",
                             "1::2::3",
                             "1:2:3:4:5:6:7",
                             "1:2:3:4:5:6:7:8:9",
                             "12345::",
                             "g::",
                             "::1%",
                             "::1%lo",
                             "[::1]",
                             "::1.2.3",
                             "::1.2.3.4.5",
                             "1.2.3.4::1",
                             "1.2.3.4::",
                             "1:2:3:4:5:6:7:8::",
                             "127.0.0.1:80"}) {
        const auto a = net::parse_address(text);
        EXPECT_FALSE(a) << text << " became " << net::to_string(*a);
        if (!a) {
            EXPECT_EQ(a.error(), std::errc::invalid_argument) << text;
            EXPECT_EQ(a.error().category(), net::native_category()) << text;
        }
    }
}

TEST(addresses, compare_by_all_that_they_hold) {
    const auto a = *net::parse_address("::1");
    auto b = a;
    EXPECT_EQ(a, b);
    b.scope_id = 1;
    EXPECT_NE(a, b);
    b = a;
    b.port = net::htons(1);
    EXPECT_NE(a, b);
}

} // namespace
