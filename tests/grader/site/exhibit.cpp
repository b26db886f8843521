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

/// A run of changed lines, with the unchanged ones around it.
struct hunk {
    std::vector<marked_line> lines;
    std::size_t rare_here = 0;  ///< lines of this one that few others have
    std::size_t rare_there = 0; ///< lines of the other one that few have
    std::size_t changed = 0;
};

std::vector<hunk> hunks_between(const candidate& mine, const candidate& other,
                                const frequencies& counts, std::size_t few) {
    std::vector<hunk> found;
    bool in_change = false;
    for (const auto& line : kit::unified_diff(mine.lines, other.lines, 2)) {
        if (line.starts_with("@@")) {
            found.emplace_back();
            in_change = false;
            continue;
        }
        const char mark = line.empty() ? ' ' : line.front();
        const std::string text = line.empty() ? "" : line.substr(1);
        hunk& now = found.back();
        now.lines.push_back({mark, text});
        in_change = mark != ' ';
        if (!in_change)
            continue;
        ++now.changed;
        const auto seen = counts.find(trimmed(text));
        if (trimmed(text).size() > 1 && seen != counts.end() && seen->second <= few)
            ++(mark == '-' ? now.rare_here : now.rare_there);
    }
    return found;
}

/// Whether the change is the other one's bug, and none of this one's.
bool is_the_other_s(const hunk& one) {
    return one.rare_there > 0 && one.rare_here == 0;
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
        std::size_t price = 0;
        for (const auto& one : hunks) // a mending that is itself rare is no mending
            price += one.changed + 6 * one.rare_there;
        std::erase_if(hunks, is_the_other_s);
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
