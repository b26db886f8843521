#include "text_diff.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace kit {
namespace {

struct edit {
    char kind; // ' ' in both, '-' only old, '+' only new
    std::string line;
};

/// The shortest list of edits, by the longest common subsequence. A table of the two
/// lengths' product is fine for files that people write by hand.
std::vector<edit> edits_between(const std::vector<std::string>& a,
                                const std::vector<std::string>& b) {
    const std::size_t width = b.size() + 1;
    std::vector<std::uint32_t> common((a.size() + 1) * width, 0);
    for (std::size_t i = a.size(); i-- > 0;)
        for (std::size_t j = b.size(); j-- > 0;)
            common[i * width + j] = a[i] == b[j] ? common[(i + 1) * width + j + 1] + 1
                                                 : std::max(common[(i + 1) * width + j],
                                                            common[i * width + j + 1]);
    std::vector<edit> edits;
    std::size_t i = 0, j = 0;
    while (i < a.size() || j < b.size()) {
        if (i < a.size() && j < b.size() && a[i] == b[j]) {
            edits.push_back({' ', a[i++]});
            ++j;
        } else if (j == b.size() || (i < a.size() && common[(i + 1) * width + j] >=
                                                         common[i * width + j + 1])) {
            edits.push_back({'-', a[i++]});
        } else {
            edits.push_back({'+', b[j++]});
        }
    }
    return edits;
}

/// Which edits are near enough to a change to be shown.
std::vector<bool> near_a_change(const std::vector<edit>& edits, std::size_t context) {
    std::vector<bool> near(edits.size(), false);
    for (std::size_t i = 0; i < edits.size(); ++i) {
        if (edits[i].kind == ' ')
            continue;
        const std::size_t from = i > context ? i - context : 0;
        const std::size_t to = std::min(edits.size(), i + context + 1);
        for (std::size_t k = from; k < to; ++k)
            near[k] = true;
    }
    return near;
}

std::string range(std::size_t first, std::size_t count) {
    return std::to_string(count == 0 ? first - 1 : first) + "," + std::to_string(count);
}

} // namespace

std::vector<std::string> unified_diff(const std::vector<std::string>& old_lines,
                                      const std::vector<std::string>& new_lines,
                                      std::size_t context) {
    const auto edits = edits_between(old_lines, new_lines);
    const auto near = near_a_change(edits, context);
    std::vector<std::string> out;
    std::size_t old_at = 1, new_at = 1;
    for (std::size_t i = 0; i < edits.size();) {
        std::size_t end = i;
        while (end < edits.size() && near[end] == near[i])
            ++end;
        std::size_t old_count = 0, new_count = 0;
        for (std::size_t k = i; k < end; ++k) {
            old_count += edits[k].kind != '+' ? 1 : 0;
            new_count += edits[k].kind != '-' ? 1 : 0;
        }
        if (near[i]) {
            out.push_back("@@ -" + range(old_at, old_count) + " +" +
                          range(new_at, new_count) + " @@");
            for (std::size_t k = i; k < end; ++k)
                out.push_back(edits[k].kind + edits[k].line);
        }
        old_at += old_count;
        new_at += new_count;
        i = end;
    }
    return out;
}

} // namespace kit
