// Captures of one conversation that only the moment makes different, and others.
#include <gtest/gtest.h>

#include "markdown.hpp"
#include "packet_order.hpp"

namespace {

/// What `kit packets 7` may print: lesson 07's page shows one of these.
const std::string heading =
    "      ms  from    flags     seq   ack bytes  what it means\n"
    "   0.000  client  SYN         0     -     0  connect begins: SYN\n"
    "   0.013  server  SYN-ACK     0     1     0  the server's system agrees: SYN-ACK\n"
    "   0.038  client  ACK         1     1     0  the handshake is done\n";

const std::string fin_before_echo =
    "   0.109  client  PSH-ACK     1     1     7  the client sends 7 bytes\n"
    "   0.114  server  ACK         1     8     0  the server's system has all 7 bytes\n"
    "   0.120  client  FIN-ACK     8     1     0  the client has no more to send: FIN\n"
    "   0.146  server  PSH-ACK     1     9     7  the client's FIN has arrived; the\n"
    "                                             server sends 7 bytes\n"
    "   0.148  client  ACK         9     8     0  the client's system has all 7 bytes\n"
    "   0.156  server  FIN-ACK     8     9     0  the server has no more to send: FIN\n"
    "   0.160  client  ACK         9     9     0  both FINs have arrived: the end\n";

const std::string echo_before_fin =
    "   0.109  client  PSH-ACK     1     1     7  the client sends 7 bytes\n"
    "   0.114  server  ACK         1     8     0  the server's system has all 7 bytes\n"
    "   0.120  server  PSH-ACK     1     8     7  the server sends 7 bytes\n"
    "   0.126  client  FIN-ACK     8     8     0  the client has no more to send: FIN\n"
    "   0.156  server  FIN-ACK     8     9     0  the client's FIN has arrived; the\n"
    "                                             server has no more to send: FIN\n"
    "   0.160  client  ACK         9     9     0  both FINs have arrived: the end\n";

const std::string each_ack_by_itself =
    "   0.109  client  PSH-ACK     1     1     7  the client sends 7 bytes\n"
    "   0.114  client  FIN-ACK     8     1     0  the client has no more to send: FIN\n"
    "   0.120  server  ACK         1     8     0  the server's system has 7 bytes\n"
    "   0.126  server  ACK         1     9     0  the client's FIN has arrived\n"
    "   40.14  server  PSH-ACK     1     9     7  the server sends 7 bytes\n"
    "   40.15  client  ACK         9     8     0  the client's system has all 7 bytes\n"
    "   40.16  server  FIN-ACK     8     9     0  the server has no more to send: FIN\n"
    "   40.17  client  ACK         9     9     0  both FINs have arrived: the end\n";

std::vector<std::string> same_in(const std::string& rows) {
    return pages::in_any_right_order(
        pages::lines("The packets\n\n" + heading + rows + "\nand more\n"));
}

TEST(packet_order, is_the_moments_where_packets_go_opposite_ways) {
    const auto first = same_in(fin_before_echo);
    EXPECT_EQ(first, same_in(echo_before_fin));
    EXPECT_EQ(first, same_in(each_ack_by_itself));
    EXPECT_EQ(first[0], "The packets");
    EXPECT_EQ(first.back(), "and more");
    for (const auto& line : first)
        EXPECT_EQ(line.find("impossible"), std::string::npos) << line;
}

std::string with(std::string text, const std::string& old, const std::string& now) {
    const auto at = text.find(old);
    EXPECT_NE(at, std::string::npos) << old;
    return at == std::string::npos ? text : text.replace(at, old.size(), now);
}

TEST(packet_order, is_no_excuse_for_anything_else) {
    const auto right = same_in(fin_before_echo);
    const auto& rows = fin_before_echo;
    for (const auto& wrong :
         {// other bytes, another flag, another meaning, a row less
          with(rows, "1     1     7", "1     1     8"),
          with(rows, "0.120  client  FIN-ACK", "0.120  client  RST-ACK"),
          with(rows, "server sends 7 bytes\n", "server sends 8 bytes\n"),
          rows.substr(0, rows.rfind("   0.160")),
          with(rows,
               "   0.156  server  FIN-ACK     8     9     0  the server has no more to "
               "send: FIN\n",
               ""),
          // the echo before what it echoes; the server's FIN before the client's
          with(rows, "server  PSH-ACK     1     9", "server  PSH-ACK     1     1"),
          with(rows, "server  FIN-ACK     8     9", "server  FIN-ACK     8     8"),
          // an acknowledgment of what was never sent, and one that takes back
          with(rows, "server  ACK         1     8", "server  ACK         1    10"),
          with(rows, "server  ACK         1     8", "server  ACK         1     0"),
          // bytes after the FIN
          with(rows, "PSH-ACK     1     9     7", "PSH-ACK     9     9     7")})
        EXPECT_NE(same_in(wrong), right) << wrong;
    EXPECT_NE(pages::in_any_right_order(
                  pages::lines(with(heading, "client  SYN ", "client  SYN-ECE ") + rows)),
              pages::in_any_right_order(pages::lines(heading + rows)));
}

TEST(packet_order, of_what_is_no_table_is_the_lines_themselves) {
    const std::vector<std::string> lines{"$ ls", "a  b", ""};
    EXPECT_EQ(pages::in_any_right_order(lines), lines);
}

} // namespace
