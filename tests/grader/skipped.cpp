#include "skipped.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "screen.hpp"
#include "text/files.hpp"

namespace kit {
namespace {

std::string unescaped(std::string text) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> entities{
        {{"&lt;", "<"},
         {"&gt;", ">"},
         {"&quot;", "\""},
         {"&apos;", "'"},
         {"&amp;", "&"}}};
    for (const auto& [name, character] : entities)
        for (std::size_t at = 0; (at = text.find(name, at)) != std::string::npos;
             at += character.size())
            text.replace(at, name.size(), character);
    return text;
}

/// The tools that the words of a skipped test name: "there is no nc here".
std::set<const tool*> tools_in(std::string_view text) {
    constexpr std::string_view lead = "there is no ";
    std::set<const tool*> found;
    for (std::size_t at = 0; (at = text.find(lead, at)) != std::string_view::npos;) {
        at += lead.size();
        const auto name = text.substr(at, text.find_first_of(" \n", at) - at);
        const tool* which = tool_of(name);
        if (which != nullptr && text.substr(at).starts_with(std::string(name) + " here"))
            found.insert(which);
    }
    return found;
}

/// What the test says of itself: GoogleTest after "file:1: Skipped", a lesson's test
/// after "  skipped  its name: ", others after "skipped: ".
std::string reason_in(std::string_view text) {
    const auto lines = lines_of(text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].ends_with(": Skipped") && i + 1 < lines.size())
            return lines[i + 1];
        if (lines[i].starts_with("  skipped  "))
            return lines[i].substr(std::min(lines[i].find(": "), lines[i].size() - 2) +
                                   2);
        if (lines[i].starts_with("skipped: "))
            return lines[i].substr(9);
    }
    return "it does not say why";
}

template <typename Key>
std::vector<std::pair<Key, std::size_t>>
most_first(const std::map<Key, std::size_t>& counts) {
    std::vector<std::pair<Key, std::size_t>> all(counts.begin(), counts.end());
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    return all;
}

void say_row(std::size_t count, const std::string& words) {
    std::string first = std::to_string(count) + "  ";
    first.insert(0, first.size() < 8 ? 8 - first.size() : 0, ' ');
    say_wrapped(words, first);
}

} // namespace

skipped_tests read_skipped(std::string_view junit) {
    skipped_tests all;
    std::map<const tool*, std::size_t> without;
    std::map<std::string, std::size_t> other;
    constexpr std::string_view opening = "<testcase ", closing = "</testcase>";
    for (std::size_t at = 0; (at = junit.find(opening, at)) != std::string_view::npos;) {
        const auto end = std::min(junit.find(closing, at), junit.size());
        const auto one = junit.substr(at, end - at);
        at = end;
        if (one.find("<skipped message=\"SKIP_") == std::string_view::npos)
            continue;
        ++all.count;
        constexpr std::string_view output = "<system-out>";
        const auto said = one.find(output);
        const auto text = said == std::string_view::npos
                              ? std::string()
                              : unescaped(std::string(one.substr(said + output.size())));
        const auto tools = tools_in(text);
        for (const tool* each : tools)
            ++without[each];
        if (tools.empty())
            ++other[reason_in(text)];
    }
    all.without = most_first(without);
    all.other = most_first(other);
    return all;
}

void say_skipped(const skipped_tests& skipped) {
    if (skipped.count == 0)
        return;
    say(counted(skipped.count, "test") +
        (skipped.count == 1 ? " was skipped:" : " were skipped:"));
    std::vector<const tool*> missing;
    for (const auto& [which, count] : skipped.without) {
        say_row(count, "for want of " + std::string(which->name));
        missing.push_back(which);
    }
    for (const auto& [reason, count] : skipped.other)
        say_row(count, reason);
    if (const auto command = typed_install_command(missing); !command.empty()) {
        say("What is missing, in one command:");
        say_command(command);
    }
}

} // namespace kit
