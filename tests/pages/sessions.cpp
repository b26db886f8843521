// Nothing in a text goes stale: each block of code is quoted from a compiled file, and
// each terminal session is what running it prints.
#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "markdown.hpp"
#include "packet_order.hpp"

namespace {

/// A fenced block: where, in which language, what stands in the line before it.
struct block {
    std::string page;
    std::size_t line = 0;
    std::string language, before;
    std::vector<std::string> lines;
};

std::vector<block> blocks_of(const std::string& page) {
    std::vector<block> found;
    const auto all = pages::lines(pages::read(pages::root() / page));
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!all[i].starts_with("```"))
            continue;
        block one{page, i + 1, all[i].substr(3), i > 0 ? all[i - 1] : "", {}};
        for (++i; i < all.size() && !all[i].starts_with("```"); ++i)
            one.lines.push_back(all[i]);
        found.push_back(std::move(one));
    }
    return found;
}

/// The texts that readers meet: lessons, the README, the guides, the site's own pages.
std::vector<block> all_blocks() {
    std::vector<std::string> texts{"README.md", "CONTRIBUTING.md"};
    for (const auto& page : pages::files("docs", ".md"))
        texts.push_back(page);
    for (const auto& lesson : pages::lessons())
        texts.push_back("lessons/" + lesson + "/README.md");
    std::vector<block> found;
    for (const auto& page : texts)
        for (auto& one : blocks_of(page))
            found.push_back(std::move(one));
    return found;
}

/// "06/two-pieces" of `<!-- session: 06/two-pieces -->`; empty: no such marker.
std::string session_of(const block& one) {
    constexpr std::string_view lead = "<!-- session: ", tail = " -->";
    if (!one.before.starts_with(lead) || !one.before.ends_with(tail))
        return {};
    return one.before.substr(lead.size(), one.before.size() - lead.size() - tail.size());
}

/// Commands for the reader to type, without any output: each has to be one that exists.
bool is_known_command(const std::string& line) {
    std::istringstream words(line);
    std::string program, name;
    words >> program >> name;
    if (program == "cmake" || program == "ctest" || program == ".ci/run" ||
        program == "printf")
        return true;
    if (program != "./kit" && program != "build/default/bin/kit")
        return false;
    static const auto table =
        pages::read(pages::root() / "tests/grader/commands/table.cpp");
    return table.find('"' + name + "\", \"" + name) != std::string::npos;
}

bool is_to_be_typed(const block& one) {
    return std::all_of(one.lines.begin(), one.lines.end(), [](const auto& line) {
        return !line.starts_with("$ ") && is_known_command(line);
    });
}

/// docs/instructors.md: tests/grader/tests/guide_test.cpp runs and compiles all of it.
bool is_of_the_guide(const block& one) {
    return one.page == "docs/instructors.md" &&
           (one.language == "sh" || one.language == "cpp");
}

/// The sessions that no machine of ours can run, or none can run twice alike, and why.
std::map<std::string, std::string> not_run() {
    std::map<std::string, std::string> found;
    for (const auto& line :
         pages::lines(pages::read(pages::root() / "tests/pages/sessions/not-run.txt")))
        if (const auto colon = line.find(": ");
            !line.starts_with('#') && colon != std::string::npos)
            found[line.substr(0, colon)] = line.substr(colon + 2);
    return found;
}

TEST(sessions, every_block_is_quoted_or_run) {
    for (const auto& one : all_blocks()) {
        const bool quoted = one.before.starts_with("<!-- quote: ");
        EXPECT_TRUE(one.language == "mermaid" || quoted || !session_of(one).empty() ||
                    is_of_the_guide(one) || is_to_be_typed(one))
            << one.page << ":" << one.line
            << ": this block is neither quoted from a file (<!-- quote: PATH -->) nor "
               "shown by running it (<!-- session: NN/NAME -->, tests/pages/sessions)";
    }
}

TEST(sessions, every_session_that_is_not_run_is_shown_somewhere) {
    std::set<std::string> shown;
    for (const auto& one : all_blocks())
        shown.insert(session_of(one));
    for (const auto& [name, why] : not_run()) {
        EXPECT_TRUE(shown.contains(name)) << "not-run.txt has " << name;
        EXPECT_GT(why.size(), 10u) << name << ": why is it not run?";
    }
}

#ifdef FIRST_BYTE_SESSIONS

/// How long the milliseconds with which a line begins are, as kit packets writes them:
/// digits, a point and three digits. 0: it begins with something else.
std::size_t length_of_time(std::string_view text) {
    const auto digits_from = [&](std::size_t at) {
        std::size_t end = at;
        while (end < text.size() && std::isdigit(static_cast<unsigned char>(text[end])))
            ++end;
        return end - at;
    };
    const std::size_t before = digits_from(0);
    if (before == 0 || before == text.size() || text[before] != '.' ||
        digits_from(before + 1) != 3)
        return 0;
    const std::size_t end = before + 4;
    return end < text.size() && text[end] != ' ' ? 0 : end;
}

/// What differs from run to run: ports that the system chose, numbers of its objects,
/// process ids, moments, and how wide a table is.
std::string normal(std::string line) {
    // Some versions of ss have a column more, which is empty.
    if (const auto at = line.find("Process"); at != std::string::npos)
        line.erase(at);
    std::string out;
    if (const auto begin = line.find_first_not_of(' '); begin != std::string::npos)
        if (const auto length = length_of_time(std::string_view(line).substr(begin)))
            line.replace(0, begin + length, "MS");
    for (std::size_t i = 0; i < line.size();) {
        std::size_t end = i;
        while (end < line.size() && std::isdigit(static_cast<unsigned char>(line[end])))
            ++end;
        if (end - i >= 5 && line.compare(i, end - i, "65536") != 0) {
            out += "NUMBER";
            i = end;
        } else if (end > i) {
            out += line.substr(i, end - i);
            i = end;
        } else {
            const bool space = line[i] == ' ' || line[i] == '\t';
            if (!space || (!out.empty() && out.back() != ' '))
                out += space ? ' ' : line[i];
            ++i;
        }
    }
    while (out.ends_with(' '))
        out.pop_back();
    return out;
}

/// A table of ss has its rows in whatever order.
std::vector<std::string> in_order(std::vector<std::string> lines) {
    const auto table = std::find_if(lines.begin(), lines.end(), [](const auto& line) {
        return line.starts_with("State ");
    });
    for (auto& line : lines)
        line = normal(line);
    std::sort(table, lines.end());
    return lines;
}

/// What a script says first of a capture whose packets go opposite ways at one moment.
constexpr std::string_view any_order = "(in any right order)";

/// Whether the page shows what was printed; a line "..." of the script stands for lines
/// that are another machine's.
bool same(std::vector<std::string> page, std::vector<std::string> printed) {
    if (!printed.empty() && printed.front() == any_order) {
        printed.erase(printed.begin());
        printed = pages::in_any_right_order(printed);
        page = pages::in_any_right_order(page);
    }
    const auto shown = in_order(page);
    std::size_t at = 0;
    bool any = false;
    for (const auto& line : in_order(printed)) {
        if (line == "...") {
            any = true;
            continue;
        }
        while (any && at < shown.size() && shown[at] != line)
            ++at;
        if (at == shown.size() || shown[at] != line)
            return false;
        ++at;
        any = false;
    }
    return any || at == shown.size();
}

std::string joined(const std::vector<std::string>& lines) {
    std::string out;
    for (const auto& line : lines)
        out += "    " + line + "\n";
    return out;
}

/// Whether a command of the shell succeeds.
bool succeeds(const std::string& command) {
    return std::system((command + " >/dev/null 2>&1").c_str()) == 0; // NOLINT: no thread
}

/// How a script gets a network of its own here, and why it gets none.
struct own_network {
    std::string command, why_not;
};

own_network find_own_network() {
    for (const std::string tool : {"bash", "unshare", "ip", "timeout"})
        if (!succeeds("command -v " + tool))
            return {"", "there is no " + tool + " here"};
    // Root has one without a user namespace, too, which some systems refuse.
    for (const std::string command : {"unshare -r -n", "unshare -n"})
        if (succeeds(command + " ip link set lo up"))
            return {command, ""};
    return {"", "no network of one's own here (unshare -r -n)"};
}

/// A script in a network of its own: its blocks by name.
std::map<std::string, std::vector<std::string>> run_script(const std::string& number,
                                                           const own_network& in) {
    const auto script =
        (pages::root() / "tests/pages/sessions" / (number + ".sh")).string();
    const std::string command = "BIN='" FIRST_BYTE_SESSIONS "' timeout 100 " +
                                in.command + " bash '" + script + "' 2>&1 </dev/null";
    std::map<std::string, std::vector<std::string>> found;
    std::FILE* output = popen(command.c_str(), "r");
    if (output == nullptr)
        return found;
    std::string text;
    std::array<char, 4096> piece;
    while (const auto got = std::fread(piece.data(), 1, piece.size(), output))
        text.append(piece.data(), got);
    EXPECT_EQ(pclose(output), 0) << script << " ended badly:\n" << text;
    std::vector<std::string>* now = nullptr;
    for (const auto& line : pages::lines(text))
        if (line.starts_with("== "))
            now = &found[line.substr(3)];
        else if (now != nullptr)
            now->push_back(line);
    return found;
}

class sessions_of : public testing::TestWithParam<std::string> {};

TEST_P(sessions_of, show_what_running_them_prints) {
    const auto network = find_own_network();
    if (network.command.empty())
        GTEST_SKIP() << network.why_not;
    const auto exempt = not_run();
    const auto run = run_script(GetParam(), network);
    std::string skipped;
    for (const auto& one : all_blocks()) {
        const auto name = session_of(one);
        if (!name.starts_with(GetParam() + "/") || exempt.contains(name))
            continue;
        const auto found = run.find(name.substr(3));
        ASSERT_NE(found, run.end())
            << one.page << ":" << one.line << ": the script shows no " << name;
        if (const auto& printed = found->second;
            printed.size() == 1 && printed.front().starts_with("skipped: ")) {
            skipped += name + " is " + printed.front() + "\n";
            continue;
        }
        EXPECT_TRUE(same(one.lines, found->second))
            << one.page << ":" << one.line << ": the page shows\n"
            << joined(one.lines) << "and running it prints\n"
            << joined(found->second);
    }
    if (!skipped.empty() && !HasFailure())
        GTEST_SKIP() << skipped;
}

INSTANTIATE_TEST_SUITE_P(lesson, sessions_of,
                         testing::Values("01", "02", "03", "04", "05", "06", "07", "08"));

#endif

} // namespace
