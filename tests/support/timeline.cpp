#include "timeline.hpp"

#include <algorithm>

#include "words.hpp"

namespace support {
namespace {

using net::script::record;

constexpr std::size_t left_width = 38, right_width = 35;
constexpr std::size_t most_lines = 22, first_lines = 8;

std::string entry(const record& r) {
    const auto call = net::script::call_text(r);
    const auto answer = net::script::answer_text(r);
    std::string line = answer.empty() ? call : call + " -> " + answer;
    if (r.scripted && r.actor.empty())
        line += " (arranged by the test)";
    return line;
}

/// The head of the right column: who acts there. Nothing where several do, and then each
/// line says which one.
std::string only_peer(std::span<const record> trace) {
    std::string first;
    for (const auto& r : trace) {
        if (r.actor.empty())
            continue;
        if (first.empty())
            first = r.actor;
        if (r.actor != first)
            return {};
    }
    return first.empty() ? "the peer" : first;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

void add(std::vector<std::string>& out, std::size_t number, const record& r, bool named) {
    const bool left = r.actor.empty();
    const std::size_t width = left ? left_width : right_width;
    std::string words = entry(r);
    if (!left && named)
        words = r.actor + ": " + words;
    std::string head = std::to_string(number);
    head = std::string(head.size() < 3 ? 3 - head.size() : 0, ' ') + head + "  ";
    for (const auto& line : lines_of(wrapped(words, width, "  "))) {
        out.push_back(head + (left ? "" : std::string(left_width + 2, ' ')) + line);
        head = std::string(5, ' ');
    }
}

} // namespace

std::vector<std::string> timeline(std::span<const record> trace) {
    if (trace.empty())
        return {};
    const std::string peer = only_peer(trace);
    const bool named = peer.empty();
    std::vector<std::string> out{"     your code" + std::string(left_width - 7, ' ') +
                                 (named ? "the peers" : peer)};
    const bool cut = trace.size() > most_lines;
    std::size_t not_kept = 0; // by the trace itself
    for (const auto& r : trace)
        not_kept += r.left_out;
    for (std::size_t i = 0; i < trace.size(); ++i) {
        if (cut && i == first_lines) {
            const auto left_out = trace.size() - most_lines;
            out.push_back("     ... " + count(left_out + not_kept, "more line") + " ...");
            i += left_out;
        }
        add(out, i + 1 + (cut && i > first_lines ? not_kept : 0), trace[i], named);
    }
    return out;
}

} // namespace support
