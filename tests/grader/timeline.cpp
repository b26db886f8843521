#include "timeline.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>
#include <utility>

#include "screen.hpp"
#include "text/files.hpp"

namespace kit {
namespace {

/// The beginning or the answer of a call; both at once where nothing came between.
struct moment {
    std::int64_t when = 0;
    std::size_t call = 0;
    bool begins = true;
};

bool may_wait(const traced_call& call) {
    return call.name == "accept" || call.name == "recv" || call.name == "poll";
}

constexpr std::size_t number_width = 4;
constexpr std::size_t cell_width = (columns - number_width - 1) / 2;

void add_row(std::vector<std::string>& lines, std::size_t number,
             const timeline_row& row) {
    using cell = std::vector<std::string>;
    constexpr std::size_t width = cell_width - 2; // later lines stand two columns in
    const cell left = row.left.empty() ? cell{} : wrap(row.left, width);
    const cell right = row.right.empty() ? cell{} : wrap(row.right, width);
    for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
        std::string line = i == 0 ? std::to_string(number) : "";
        line.insert(0, line.size() < 3 ? 3 - line.size() : 0, ' ');
        line += " " + (i < left.size() ? (i > 0 ? "  " : "") + left[i] : "");
        if (i < right.size()) {
            line.resize(number_width + cell_width + 1, ' ');
            line += (i > 0 ? "  " : "") + right[i];
        }
        lines.push_back(line);
    }
}

void add_meaning(std::vector<std::string>& lines, std::string_view text) {
    for (const auto& line : wrap(text, columns - 8))
        lines.push_back(paint("      | " + line, tone::faint));
}

} // namespace

std::vector<traced_call> read_trace(std::string_view text, bool right) {
    std::vector<traced_call> calls;
    for (const auto& line : lines_of(text)) {
        std::array<std::string, 5> fields;
        std::size_t at = 0;
        for (std::string& field : fields) {
            const std::size_t end = std::min(line.find('\t', at), line.size());
            field = line.substr(at, end - at);
            at = std::min(end + 1, line.size());
        }
        traced_call call;
        call.begun = std::strtoll(fields[0].c_str(), nullptr, 10);
        call.ended = std::strtoll(fields[1].c_str(), nullptr, 10);
        call.name = fields[2];
        call.text = fields[3];
        call.answer = fields[4];
        call.right = right;
        if (!call.answer.empty())
            calls.push_back(std::move(call));
    }
    return calls;
}

std::vector<timeline_row> make_timeline(std::vector<traced_call> calls) {
    // A call of which another reacts has begun before that reaction ends, whatever the
    // scheduler did: so a call that does not wait stands where it began, and the answer
    // of one that waits stands where it came.
    std::vector<moment> moments;
    for (std::size_t i = 0; i < calls.size(); ++i) {
        moments.push_back({calls[i].begun, i, true});
        if (may_wait(calls[i]))
            moments.push_back({calls[i].ended, i, false});
    }
    std::stable_sort(moments.begin(), moments.end(),
                     [](const moment& a, const moment& b) { return a.when < b.when; });
    std::vector<timeline_row> rows;
    for (std::size_t i = 0; i < moments.size(); ++i) {
        const traced_call& call = calls[moments[i].call];
        const bool answered_at_once =
            !may_wait(call) ||
            (i + 1 < moments.size() && moments[i + 1].call == moments[i].call);
        timeline_row row;
        std::string text;
        if (!moments[i].begins) {
            text = call.name + " -> " + call.answer;
        } else if (answered_at_once) {
            text = call.text + " -> " + call.answer;
            row.name = call.name;
            i += may_wait(call) ? 1 : 0;
        } else {
            text = call.text + " waits";
            row.name = call.name;
        }
        (call.right ? row.right : row.left) = text;
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string_view meaning(std::string_view call_name) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 11> table{{
        {"socket",
         "Asks the system for an endpoint. The answer is a number, by which this "
         "process names it; it has no address and no peer yet."},
        {"set_option",
         "Here: the port may be used again at once after a restart, although "
         "old connections linger on it in TIME-WAIT."},
        {"bind", "Gives the socket its own address: where clients will find the server."},
        {"listen", "From now on the system takes connections for this socket and queues "
                   "them, as many as the backlog says."},
        {"getsockname", "Asks for the socket's own address: where it really listens."},
        {"accept",
         "Takes the next connection out of the queue, and waits if there is none. "
         "It makes a new socket for this one client; the listening one stays."},
        {"connect", "Asks the server's system for a connection (SYN, SYN-ACK, ACK). It "
                    "succeeds as soon as the connection is in the queue, before accept."},
        {"send",
         "Hands bytes to the system, which sends them on. The answer says how many "
         "it took, not that the peer has them."},
        {"recv",
         "Takes bytes that have arrived, and waits if there are none. 0 is the end "
         "of the stream: the peer sends no more."},
        {"shutdown", "\"I send no more\" (FIN), while this side can still receive: a "
                     "half-close."},
        {"close", "Gives the socket back to the system. Its number may name another one "
                  "from now on."},
    }};
    for (const auto& [name, text] : table)
        if (name == call_name)
            return text;
    return {};
}

std::vector<std::string> say_timeline(const std::vector<timeline_row>& rows,
                                      std::string_view left_title,
                                      std::string_view right_title) {
    std::vector<std::string> lines;
    std::string heading(number_width, ' ');
    heading += left_title;
    heading.resize(number_width + cell_width + 1, ' ');
    lines.push_back(paint(heading + std::string(right_title), tone::strong));
    std::set<std::string> explained;
    std::size_t number = 0;
    for (const timeline_row& row : rows) {
        add_row(lines, ++number, row);
        if (!row.name.empty() && explained.insert(row.name).second)
            add_meaning(lines, meaning(row.name));
    }
    return lines;
}

} // namespace kit
