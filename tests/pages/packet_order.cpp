#include "packet_order.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <sstream>

namespace pages {
namespace {

/// A row of the table.
struct packet {
    std::string from, flags, meaning;
    unsigned long seq = 0, ack = 0, bytes = 0;

    [[nodiscard]] bool has(std::string_view flag) const {
        return ('-' + flags + '-').find('-' + std::string(flag) + '-') !=
               std::string::npos;
    }
    [[nodiscard]] unsigned long end() const {
        return seq + bytes + (has("SYN") ? 1 : 0) + (has("FIN") ? 1 : 0);
    }
};

bool is_heading(const std::string& line) {
    std::istringstream words(line);
    std::string first, second, third;
    words >> first >> second >> third;
    return first == "ms" && second == "from" && third == "flags";
}

/// A line that begins with "0.013"; nothing: it goes on with the one before, or is none.
std::optional<packet> read_row(const std::string& line) {
    std::istringstream words(line);
    std::string ms, ack;
    packet row;
    if (!(words >> ms >> row.from >> row.flags >> row.seq >> ack >> row.bytes) ||
        std::isdigit(static_cast<unsigned char>(ms.front())) == 0)
        return std::nullopt;
    row.ack = ack == "-" ? 0 : std::stoul(ack);
    std::getline(words >> std::ws, row.meaning);
    return row;
}

/// The part of the meaning that is about what the packet carries.
std::string of_its_own(const packet& row) {
    const auto semicolon = row.meaning.find("; ");
    return semicolon == std::string::npos ? row.meaning
                                          : row.meaning.substr(semicolon + 2);
}

std::string whole(const packet& row) {
    return row.from + " " + row.flags + " seq " + std::to_string(row.seq) + " ack " +
           std::to_string(row.ack) + " bytes " + std::to_string(row.bytes) + ": " +
           row.meaning;
}

/// What one side has sent and acknowledged up to a row.
struct side {
    unsigned long bytes = 0, end = 0, acknowledged = 0;
    bool fin = false;
};

class conversation {
  public:
    void add(const packet& row) {
        side& mine = sides_[row.from];
        side& other = sides_[row.from == "client" ? "server" : "client"];
        const bool acks = row.has("ACK");
        if (acks && (row.ack > other.end || row.ack < mine.acknowledged))
            impossible_.push_back("impossible: " + whole(row));
        mine.acknowledged = acks ? row.ack : mine.acknowledged;
        mine.bytes += row.bytes;
        mine.end = std::max(mine.end, row.end());
        mine.fin = mine.fin || row.has("FIN");
        if (count_++ < 3)
            handshake_.push_back(whole(row));
        else if (row.bytes > 0 || row.has("FIN") || row.has("RST"))
            streams_[row.from].push_back(in_words(row, other));
        last_ = whole(row);
    }

    [[nodiscard]] std::vector<std::string> the_same() const {
        std::vector<std::string> all = handshake_;
        for (const auto& [from, packets] : streams_)
            all.insert(all.end(), packets.begin(), packets.end());
        all.push_back("at last: " + last_);
        all.insert(all.end(), impossible_.begin(), impossible_.end());
        return all;
    }

  private:
    static std::string in_words(const packet& row, const side& other) {
        std::string said = row.from + " " + row.flags + " seq " +
                           std::to_string(row.seq) + " bytes " +
                           std::to_string(row.bytes);
        if (row.bytes > 0)
            said += " after " +
                    std::to_string(std::min(row.ack > 0 ? row.ack - 1 : 0, other.bytes)) +
                    " bytes";
        if (row.has("FIN"))
            said += other.fin && row.ack == other.end ? " after a FIN" : " before a FIN";
        return said + ": " + of_its_own(row);
    }

    std::map<std::string, side> sides_;
    std::map<std::string, std::vector<std::string>> streams_;
    std::vector<std::string> handshake_, impossible_;
    std::string last_;
    int count_ = 0;
};

} // namespace

std::vector<std::string> in_any_right_order(const std::vector<std::string>& lines) {
    const auto heading = std::find_if(lines.begin(), lines.end(), is_heading);
    std::vector<std::string> out(lines.begin(), heading);
    if (heading == lines.end())
        return out;
    out.push_back(*heading);
    std::vector<packet> rows;
    auto at = heading + 1;
    for (; at != lines.end() && !at->empty(); ++at) {
        if (auto row = read_row(*at)) {
            rows.push_back(std::move(*row));
        } else if (rows.empty() || !at->starts_with("    ")) {
            break;
        } else {
            const auto more = at->substr(at->find_first_not_of(' '));
            rows.back().meaning += (rows.back().meaning.empty() ? "" : " ") + more;
        }
    }
    conversation told;
    for (const auto& row : rows)
        told.add(row);
    for (auto& line : told.the_same())
        out.push_back(std::move(line));
    out.insert(out.end(), at, lines.end());
    return out;
}

} // namespace pages
