// What kit packets makes of the bytes of a capture: right ones, broken ones, and the
// conversation that they tell.
#include <gtest/gtest.h>

#include "packets/conversation.hpp"
#include "packets/pcap.hpp"
#include "screen.hpp"

namespace {

using kit::side;

std::string number(std::uint32_t value, std::size_t size, bool big = true) {
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i)
        bytes += static_cast<char>(value >> 8u * (big ? size - 1 - i : i) & 0xffu);
    return bytes;
}

struct tcp_header {
    std::uint16_t from = 4444, to = 5000;
    std::uint32_t seq = 0, ack = 0;
    std::uint8_t flags = kit::flag_ack;
    std::size_t options = 0; // bytes of them
};

std::string tcp(const tcp_header& of, const std::string& text = {}) {
    const auto words = static_cast<std::uint32_t>(5 + of.options / 4);
    return number(of.from, 2) + number(of.to, 2) + number(of.seq, 4) + number(of.ack, 4) +
           number(words << 4u, 1) + number(of.flags, 1) + std::string(6, '\0') +
           std::string(of.options, '\1') + text;
}

std::string ipv4(const std::string& carried, std::size_t options = 0,
                 std::uint32_t protocol = 6, std::uint32_t fragment = 0x4000) {
    const auto header = static_cast<std::uint32_t>(20 + options);
    return number(0x40u | header / 4, 1) + '\0' +
           number(header + static_cast<std::uint32_t>(carried.size()), 2) + number(7, 2) +
           number(fragment, 2) + number(64, 1) + number(protocol, 1) + number(0, 2) +
           number(0x7f000001, 4) + number(0x7f000001, 4) + std::string(options, '\1') +
           carried;
}

std::string ipv6(const std::string& carried, std::uint32_t next = 6) {
    return number(0x60000000, 4) + number(static_cast<std::uint32_t>(carried.size()), 2) +
           number(next, 1) + number(64, 1) + std::string(15, '\0') + '\1' +
           std::string(15, '\0') + '\1' + carried;
}

std::string ethernet(const std::string& carried) {
    return std::string(12, '\0') + number(0x0800, 2) + carried;
}

std::optional<kit::tcp_segment> read(std::uint32_t link_type, const std::string& bytes) {
    return kit::read_segment(link_type, {0, bytes});
}

// -- The savefile.

std::string file_header(std::uint32_t magic, bool big, std::uint32_t link_type = 1) {
    return number(magic, 4, big) + number(2, 2, big) + number(4, 2, big) +
           std::string(8, '\0') + number(256, 4, big) + number(link_type, 4, big);
}

std::string record(const std::string& bytes, std::uint32_t seconds,
                   std::uint32_t fraction, bool big) {
    const auto size = static_cast<std::uint32_t>(bytes.size());
    return number(seconds, 4, big) + number(fraction, 4, big) + number(size, 4, big) +
           number(size, 4, big) + bytes;
}

TEST(pcap, is_read_in_both_byte_orders_and_both_units) {
    for (const bool big : {false, true})
        for (const bool nano : {false, true}) {
            kit::pcap_reader file;
            file.take(file_header(nano ? 0xa1b23c4d : 0xa1b2c3d4, big, 113) +
                      record("abc", 2, 5, big));
            const auto packet = file.next();
            ASSERT_TRUE(packet) << file.broken();
            EXPECT_EQ(packet->bytes, "abc");
            EXPECT_EQ(packet->when, 2000000000 + (nano ? 5 : 5000));
            EXPECT_EQ(file.link_type(), 113u);
            EXPECT_FALSE(file.next());
            EXPECT_EQ(file.broken(), "");
        }
}

TEST(pcap, is_read_however_it_is_cut_up) {
    const std::string all = file_header(0xa1b2c3d4, false) + record("abc", 1, 0, false) +
                            record("", 1, 1, false) + record("defg", 1, 2, false);
    for (std::size_t piece = 1; piece <= all.size(); ++piece) {
        kit::pcap_reader file;
        std::vector<std::string> seen;
        for (std::size_t at = 0; at < all.size(); at += piece) {
            file.take(std::string_view(all).substr(at, piece));
            while (const auto packet = file.next())
                seen.push_back(packet->bytes);
        }
        EXPECT_EQ(seen, (std::vector<std::string>{"abc", "", "defg"})) << piece;
    }
}

TEST(pcap, that_ends_in_the_middle_has_no_more_packets) {
    const std::string all = file_header(0xa1b2c3d4, false) + record("abc", 1, 0, false);
    for (std::size_t size = 0; size < all.size(); ++size) {
        kit::pcap_reader file;
        file.take(all.substr(0, size));
        EXPECT_FALSE(file.next()) << size;
        EXPECT_EQ(file.broken(), "") << size;
    }
}

TEST(pcap, that_is_none_is_said_to_be_broken) {
    for (const auto& [bytes, words] :
         {std::pair<std::string, std::string>{std::string(24, 'x'), "does not begin"},
          {file_header(0x0a0d0d0a, false), "does not begin"}, // pcapng
          {file_header(0xa1b2c3d4, true, 105), "link type 105"},
          {file_header(0xa1b2c3d4, false) + std::string(16, '\xff'), "4294967295"}}) {
        kit::pcap_reader file;
        file.take(bytes);
        EXPECT_FALSE(file.next());
        EXPECT_NE(file.broken().find(words), std::string::npos) << file.broken();
        file.take(file_header(0xa1b2c3d4, false) + record("abc", 1, 0, false));
        EXPECT_FALSE(file.next()) << "a broken file does not mend";
    }
}

// -- The segment in a packet.

TEST(segment, is_found_behind_every_link_layer_of_a_loopback) {
    const std::string ip =
        ipv4(tcp({4444, 5000, 7, 9, kit::flag_psh | kit::flag_ack, 12}, "hello"));
    for (const auto& [type, bytes] :
         {std::pair<std::uint32_t, std::string>{1, ethernet(ip)},
          {0, number(2, 4, false) + ip},
          {108, number(2, 4) + ip},
          {12, ip},
          {14, ip},
          {101, ip},
          {113, std::string(16, '\0') + ip},
          {276, std::string(20, '\0') + ip}}) {
        const auto found = read(type, bytes);
        ASSERT_TRUE(found) << type;
        EXPECT_EQ(found->from, 4444);
        EXPECT_EQ(found->to, 5000);
        EXPECT_EQ(found->seq, 7u);
        EXPECT_EQ(found->ack, 9u);
        EXPECT_EQ(found->bytes, 5u);
        EXPECT_TRUE(found->has(kit::flag_psh) && found->has(kit::flag_ack));
        EXPECT_FALSE(found->has(kit::flag_syn));
    }
    EXPECT_FALSE(read(105, ip)) << "no loopback has IEEE 802.11";
}

TEST(segment, is_found_behind_ip_options_and_extension_headers) {
    const std::string carried = tcp({4444, 5000, 7, 9, kit::flag_ack, 0}, "hello");
    const std::string hop_by_hop = number(60, 1) + '\0' + std::string(6, '\0');
    const std::string options = number(44, 1) + '\1' + std::string(14, '\0');
    const std::string first_fragment = number(6, 1) + '\0' + number(1, 2) + number(1, 4);
    for (const auto& ip : {ipv4(carried, 40), ipv6(carried),
                           ipv6(hop_by_hop + options + first_fragment + carried, 0)}) {
        const auto found = read(101, ip);
        ASSERT_TRUE(found);
        EXPECT_EQ(found->to, 5000);
        EXPECT_EQ(found->bytes, 5u);
    }
}

TEST(segment, counts_bytes_that_the_capture_has_cut_off) {
    // The padding of a short Ethernet frame is none of them.
    const std::string ip = ipv4(tcp({}, std::string(1000, 'x')));
    EXPECT_EQ(read(101, ip.substr(0, 60))->bytes, 1000u);
    EXPECT_EQ(read(1, ethernet(ipv4(tcp({}))) + std::string(6, '\0'))->bytes, 0u);
}

TEST(segment, is_in_nothing_else) {
    const std::string carried = tcp({});
    const std::string later_fragment = number(6, 1) + '\0' + number(8, 2) + number(1, 4);
    std::string short_header = ipv4(carried), long_header = ipv4(carried);
    short_header[0] = '\x44'; // 16 bytes of header
    long_header[3] = 10;      // fewer in all than the header has
    std::string short_tcp = carried, long_tcp = carried;
    short_tcp[12] = '\x40';
    long_tcp[12] = '\xf0';
    for (const auto& bytes :
         {std::string(), std::string(60, '\0'), ipv4(carried, 0, 17),
          ipv4(carried, 0, 6, 0x2001), ipv6(carried, 17), ipv6(carried, 59),
          ipv6(later_fragment + carried, 44), short_header, long_header, ipv4(short_tcp),
          ipv4(long_tcp),
          ipv6(number(6, 1) + '\xff' + std::string(6, '\0') + carried, 0)})
        EXPECT_FALSE(read(101, bytes)) << testing::PrintToString(bytes);
}

TEST(segment, is_not_in_the_beginning_of_one) {
    for (const auto& ip :
         {ipv4(tcp({}), 8), ipv6(number(6, 1) + std::string(7, '\0') + tcp({}), 60)})
        for (std::size_t size = 0; size < ip.size(); ++size)
            EXPECT_FALSE(read(101, ip.substr(0, size))) << size;
}

TEST(segment, has_its_flags_in_words) {
    EXPECT_EQ(kit::flag_words(kit::flag_syn), "SYN");
    EXPECT_EQ(kit::flag_words(kit::flag_syn | kit::flag_ack), "SYN-ACK");
    EXPECT_EQ(kit::flag_words(kit::flag_ack | kit::flag_fin | kit::flag_psh),
              "FIN-PSH-ACK");
    EXPECT_EQ(kit::flag_words(0), "none");
    EXPECT_EQ(kit::flag_words(0xff), "SYN-FIN-RST-PSH-URG-ECE-CWR-ACK");
}

// -- The conversation.

constexpr std::uint32_t client_first = 0xfffffffeu, server_first = 1000;

/// A segment with numbers that count from the first, as RFC 9293 draws them.
kit::tcp_segment packet(side from, int flags, std::uint32_t seq, std::uint32_t ack = 0,
                        std::uint32_t bytes = 0, std::uint16_t client = 4444) {
    const bool by_client = from == side::client;
    const bool acks = (flags & kit::flag_ack) != 0;
    return {0,
            by_client ? client : std::uint16_t{5000},
            by_client ? std::uint16_t{5000} : client,
            seq + (by_client ? client_first : server_first),
            acks ? ack + (by_client ? server_first : client_first) : 0,
            static_cast<std::uint8_t>(flags),
            bytes};
}

constexpr int syn = kit::flag_syn, ack = kit::flag_ack, fin = kit::flag_fin,
              psh = kit::flag_psh, rst = kit::flag_rst;

void shake_hands(kit::conversation& talk) {
    talk.add(packet(side::client, syn, 0));
    talk.add(packet(side::server, syn | ack, 0, 1));
    talk.add(packet(side::client, ack, 1, 1));
}

std::vector<std::string> meanings(const kit::conversation& talk) {
    std::vector<std::string> all;
    for (const auto& row : talk.rows())
        all.push_back(row.meaning);
    return all;
}

TEST(conversation, is_told_from_the_handshake_to_both_fins) {
    kit::conversation talk(5000);
    shake_hands(talk);
    talk.add(packet(side::client, psh | ack, 1, 1, 7)); // its numbers begin anew here
    talk.add(packet(side::server, ack, 1, 8));
    talk.add(packet(side::client, fin | ack, 8, 1));
    EXPECT_FALSE(talk.has_finished(side::client));
    talk.add(packet(side::server, psh | ack, 1, 9, 7));
    EXPECT_TRUE(talk.has_finished(side::client));
    talk.add(packet(side::client, ack, 9, 8));
    talk.add(packet(side::server, fin | ack, 8, 9));
    EXPECT_FALSE(talk.has_ended());
    talk.add(packet(side::client, ack, 9, 9));
    EXPECT_TRUE(talk.has_ended());
    EXPECT_EQ(
        meanings(talk),
        (std::vector<std::string>{
            "connect begins: SYN", "the server's system agrees: SYN-ACK",
            "the handshake is done", "the client sends 7 bytes",
            "the server's system has all 7 bytes", "the client has no more to send: FIN",
            "the client's FIN has arrived; the server sends 7 bytes",
            "the client's system has all 7 bytes", "the server has no more to send: FIN",
            "both FINs have arrived: the end"}));
    EXPECT_EQ(talk.rows()[8].seq, 8u);
    EXPECT_EQ(talk.rows()[8].ack, 9u);
    EXPECT_EQ(talk.client_port(), 4444);
}

TEST(conversation, ends_with_a_reset) {
    kit::conversation refused(5000);
    refused.add(packet(side::client, syn, 0));
    // RFC 9293, section 3.10.7.1: its own number is 0, and it acknowledges the SYN.
    auto answer = packet(side::server, rst | ack, 0, 1);
    answer.seq = 0;
    refused.add(answer);
    EXPECT_TRUE(refused.has_ended());
    EXPECT_EQ(refused.rows()[1].meaning, "nobody listens there: refused");
    EXPECT_EQ(refused.rows()[1].seq, 0u);
    EXPECT_EQ(refused.rows()[1].ack, 1u);

    kit::conversation broken(5000);
    shake_hands(broken);
    broken.add(packet(side::client, rst | ack, 1, 1));
    EXPECT_TRUE(broken.has_ended());
    EXPECT_EQ(broken.rows()[3].meaning, "the client's system resets it: RST");
}

TEST(conversation, says_what_is_sent_again) {
    kit::conversation talk(5000);
    talk.add(packet(side::client, syn, 0));
    talk.add(packet(side::client, syn, 0));
    talk.add(packet(side::server, syn | ack, 0, 1));
    talk.add(packet(side::client, psh | ack, 1, 1, 1)); // with the handshake's last ACK
    talk.add(packet(side::client, psh | ack, 1, 1, 1));
    talk.add(packet(side::client, psh | ack, 2, 1, 3));
    talk.add(packet(side::server, ack, 1, 2));
    talk.add(packet(side::server, ack, 1, 2));
    talk.add(packet(side::client, fin | psh | ack, 5, 1, 2));
    talk.add(packet(side::client, fin | psh | ack, 5, 1, 2));
    EXPECT_EQ(meanings(talk),
              (std::vector<std::string>{
                  "connect begins: SYN", "SYN once more: no answer has come",
                  "the server's system agrees: SYN-ACK",
                  "the handshake is done; the client sends 1 byte",
                  "the client sends 1 byte, once more", "the client sends 3 bytes",
                  "the server's system has 1 byte", "nothing new",
                  "the client sends 2 bytes, and has no more to send: FIN",
                  "the client sends 2 bytes, and has no more to send: FIN, once more"}));
}

TEST(conversation, leaves_out_what_belongs_to_others) {
    kit::conversation talk(5000);
    shake_hands(talk);
    talk.add(packet(side::client, syn, 0, 0, 0, 4445));
    talk.add(packet(side::server, syn | ack, 0, 1, 0, 4445));
    talk.add({0, 80, 81, 0, 0, kit::flag_syn, 0});
    EXPECT_EQ(talk.rows().size(), 3u);
    EXPECT_EQ(talk.of_others(), 2u);
}

TEST(conversation, goes_on_where_the_numbers_begin_anew) {
    kit::conversation talk(5000);
    shake_hands(talk);
    constexpr std::uint32_t half = 0x7ffffff0u;
    for (const std::uint32_t seq : {1u, 1u + half, 1u + 2 * half}) {
        talk.add(packet(side::client, psh | ack, seq, 1, half));
        talk.add(packet(side::server, ack, 1, seq + half));
        EXPECT_TRUE(talk.rows().back().meaning.starts_with("the server's system has all"))
            << talk.rows().back().meaning;
    }
}

TEST(conversation, fits_a_terminal) {
    kit::conversation talk(5000);
    shake_hands(talk);
    talk.add(packet(side::client, fin | ack, 1, 1));
    talk.add(packet(side::server, psh | ack, 1, 2, 7));
    auto late = packet(side::client, fin | psh | ack, 1, 1, 4000000000u);
    late.when = 1234567890123;
    late.flags = 0xfd; // all but SYN
    talk.add(late);
    const auto lines = kit::say_packets(talk.rows());
    for (const auto& line : lines)
        EXPECT_LE(line.size(), kit::columns) << line;
    EXPECT_EQ(lines[1],
              "   0.000  client  SYN         0     -     0  connect begins: SYN");
}

} // namespace
