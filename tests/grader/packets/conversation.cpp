#include "conversation.hpp"

#include <array>
#include <cstdio>

#include "screen.hpp"

namespace kit {
namespace {

side other(side who) {
    return who == side::client ? side::server : side::client;
}

std::string the(side who) {
    return "the " + name_of(who);
}

/// Whether `a` is not before `b`, in numbers that begin anew after 2^32 (RFC 9293,
/// section 3.4).
bool reaches(std::uint32_t a, std::uint32_t b) {
    return a - b < 0x80000000u;
}

/// "0.014": nanoseconds as milliseconds.
std::string in_milliseconds(std::int64_t nanoseconds) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.3f",
                  static_cast<double>(nanoseconds) / 1e6);
    return text.data();
}

} // namespace

std::string name_of(side who) {
    return who == side::client ? "client" : "server";
}

void conversation::add(const tcp_segment& segment) {
    const bool by_server = segment.from == server_port_;
    const std::uint16_t client = by_server ? segment.to : segment.from;
    if (!by_server && segment.to != server_port_)
        return;
    if (client_port_ == 0) {
        client_port_ = client;
        begun_ = segment.when;
    }
    if (client != client_port_) {
        ++of_others_;
        return;
    }
    const side from = by_server ? side::server : side::client;
    stream& sent = of(from);
    const bool first = !sent.begun;
    if (first) {
        sent.begun = true;
        sent.first = segment.seq;
    }
    packet_row row;
    row.after = segment.when - begun_;
    row.from = from;
    row.flags = flag_words(segment.flags);
    row.seq = segment.seq - sent.first;
    row.bytes = segment.bytes;
    row.meaning = take_sent(segment, from, row.seq);
    if (segment.has(flag_ack)) {
        row.ack = segment.ack - of(other(from)).first;
        auto had = take_ack(from, *row.ack, row.meaning.empty());
        had += had.empty() || row.meaning.empty() ? "" : "; ";
        row.meaning.insert(0, had);
    }
    rows_.push_back(std::move(row));
}

/// What the segment says of its sender's own stream; empty: nothing.
std::string conversation::take_sent(const tcp_segment& segment, side from,
                                    std::uint32_t seq) {
    stream& sent = of(from);
    const bool syn = segment.has(flag_syn), fin = segment.has(flag_fin);
    if (segment.has(flag_rst)) {
        reset_ = true;
        const bool refused = from == side::server && sent.next == 0 && client_.next == 1;
        return refused ? "nobody listens there: refused"
                       : the(from) + "'s system resets it: RST";
    }
    const std::uint32_t end = seq + segment.bytes + (syn ? 1 : 0) + (fin ? 1 : 0);
    const bool again = end != seq && reaches(sent.next, end);
    sent.next = reaches(end, sent.next) ? end : sent.next;
    sent.fin = sent.fin || fin;
    if (syn && again)
        return "SYN once more: no answer has come";
    if (syn)
        return from == side::client ? "connect begins: SYN"
                                    : "the server's system agrees: SYN-ACK";
    std::string said;
    if (segment.bytes > 0)
        said = the(from) + " sends " + counted(segment.bytes, "byte");
    if (fin)
        said += (said.empty() ? the(from) + " has" : ", and has") +
                std::string(" no more to send: FIN");
    return said + (again ? ", once more" : "");
}

/// What the acknowledgment says of the peer's stream. One that comes with something else
/// is worth a word only where it is of a FIN.
std::string conversation::take_ack(side from, std::uint32_t ack, bool alone) {
    stream& sent = of(other(from));
    const bool is_new = sent.begun && ack != sent.acknowledged &&
                        reaches(ack, sent.acknowledged) && reaches(sent.next, ack);
    if (is_new)
        sent.acknowledged = ack;
    const bool of_fin = is_new && sent.fin && ack == sent.next;
    sent.fin_acknowledged = sent.fin_acknowledged || of_fin;
    if (of_fin)
        return has_ended() ? "both FINs have arrived: the end"
                           : the(other(from)) + "'s FIN has arrived";
    if (from == side::client && !handshake_done_ && server_.begun) {
        handshake_done_ = true;
        return "the handshake is done";
    }
    if (!alone)
        return {};
    if (!is_new)
        return "nothing new";
    // SYN and FIN have a number each, too.
    const bool all = ack + (sent.fin ? 1 : 0) == sent.next;
    return the(from) + "'s system has " + (all ? "all " : "") + counted(ack - 1, "byte");
}

std::vector<std::string> say_packets(const std::vector<packet_row>& rows) {
    const auto cells = [](const std::array<std::string, 6>& row) {
        std::array<char, 160> text{};
        std::snprintf(text.data(), text.size(), "%8s  %-6s  %-7s %5s %5s %5s  ",
                      row[0].c_str(), row[1].c_str(), row[2].c_str(), row[3].c_str(),
                      row[4].c_str(), row[5].c_str());
        return std::string(text.data());
    };
    const std::string heading = cells({"ms", "from", "flags", "seq", "ack", "bytes"});
    std::vector<std::string> lines{paint(heading + "what it means", tone::strong)};
    for (const packet_row& row : rows) {
        std::string before =
            cells({in_milliseconds(row.after), name_of(row.from), row.flags,
                   std::to_string(row.seq), row.ack ? std::to_string(*row.ack) : "-",
                   std::to_string(row.bytes)});
        std::size_t width = before.size();
        if (width + 20 > columns) { // what no orderly packet has
            lines.push_back(before);
            width = heading.size();
            before.assign(width, ' ');
        }
        for (const auto& line : wrap(row.meaning, columns - width)) {
            lines.push_back(before + line);
            before.assign(width, ' ');
        }
    }
    return lines;
}

} // namespace kit
