#include "exhibit.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "text.hpp"
#include "text_diff.hpp"

namespace site {
namespace {

using frequencies = std::map<std::string, std::size_t, std::less<>>;

/// In how many of the files a line stands, however it is indented.
frequencies count_lines(const std::vector<candidate>& all) {
    frequencies counts;
    for (const auto& one : all) {
        std::set<std::string> seen;
        for (const auto& line : one.lines)
            seen.emplace(trimmed(line));
        for (const auto& line : seen)
            ++counts[line];
    }
    return counts;
}

/// Whether a line can tell anything: no brace alone, no include.
bool tells(std::string_view line) {
    return line.size() > 2 && !line.starts_with("#include");
}

/// A run of changed lines, with the unchanged ones around it.
struct hunk {
    std::vector<marked_line> lines;
    std::size_t here = 0, there = 0;           ///< telling lines of each side
    std::size_t rare_here = 0, rare_there = 0; ///< those that few others have

    /// It has what hardly anybody has, or lacks what others have.
    [[nodiscard]] bool is_bug() const {
        return rare_here > 0 || (here == 0 && there > 0 && rare_there == 0);
    }
};

std::vector<hunk> hunks_between(const candidate& mine, const candidate& other,
                                const frequencies& counts, std::size_t few) {
    std::vector<hunk> found;
    for (const auto& line : kit::unified_diff(mine.lines, other.lines, 2)) {
        if (line.starts_with("@@")) {
            found.emplace_back();
            continue;
        }
        const char mark = line.empty() ? ' ' : line.front();
        hunk& now = found.back();
        now.lines.push_back({mark, line.empty() ? "" : line.substr(1)});
        const auto text = trimmed(now.lines.back().text);
        if (mark == ' ' || !tells(text))
            continue;
        const auto seen = counts.find(text);
        const bool rare = seen != counts.end() && seen->second <= few;
        ++(mark == '-' ? now.here : now.there);
        if (rare)
            ++(mark == '-' ? now.rare_here : now.rare_there);
    }
    return found;
}

} // namespace

std::vector<marked_line> bug_in(const std::vector<candidate>& all, std::size_t which) {
    const auto counts = count_lines(all);
    const std::size_t few = std::max<std::size_t>(2, all.size() / 5);
    std::vector<hunk> best;
    std::size_t least = static_cast<std::size_t>(-1);
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i == which)
            continue;
        auto hunks = hunks_between(all[which], all[i], counts, few);
        const std::size_t differences = hunks.size();
        std::erase_if(hunks, [](const hunk& one) { return !one.is_bug(); });
        std::size_t price = differences;
        for (const auto& one : hunks) // a mending that is itself rare is no mending
            price += one.here + one.there + 6 * one.rare_there;
        if (price < least && !hunks.empty()) {
            least = price;
            best = std::move(hunks);
        }
    }
    std::vector<marked_line> out;
    for (const auto& one : best) {
        if (!out.empty())
            out.push_back({'~', ""});
        out.insert(out.end(), one.lines.begin(), one.lines.end());
    }
    return out;
}

} // namespace site
