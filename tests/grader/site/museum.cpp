#include "museum.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <system_error>

#include "commands/corpus.hpp"
#include "exhibit.hpp"
#include "parallel.hpp"
#include "screen.hpp"
#include "test_run.hpp"
#include "text.hpp"
#include "text/markup.hpp"

namespace site {
namespace {

using kit::escaped;

struct exhibit {
    std::string name;    ///< "06-short-send-ignored"
    std::string bug;     ///< a sentence
    std::string systems; ///< "all", "posix", "windows"
    std::vector<std::string> messages;
    std::vector<marked_line> lines;
    std::string file;                 ///< where these lines are
    std::string sentence;             ///< the test that found it
    std::vector<std::string> failure; ///< what that test said
};

std::vector<std::string> folders_of(const kit::project& where, const std::string& kind,
                                    const kit::lesson& which) {
    std::vector<std::string> found;
    std::error_code error;
    for (const auto& entry :
         fs::directory_iterator(where.root() / "tests/submissions" / kind, error))
        if (const auto name = entry.path().filename().string();
            name.starts_with(which.number + "-"))
            found.push_back("tests/submissions/" + kind + "/" + name);
    std::sort(found.begin(), found.end());
    return found;
}

/// Everybody's sources of a lesson, by the name of the file.
std::map<std::string, std::vector<candidate>> sources_of(const kit::project& where,
                                                         const kit::lesson& which) {
    std::map<std::string, std::vector<candidate>> found;
    auto folders = folders_of(where, "wrong", which);
    for (const auto& right : folders_of(where, "right", which))
        folders.push_back(right);
    folders.push_back("solutions/" + which.folder);
    for (const auto& folder : folders)
        for (const auto& file : kit::files_in(where.root() / folder, {".cpp"}))
            found[file].push_back(
                {folder, kit::lines_of(
                             kit::read_file(where.root() / folder / file).value_or(""))});
    return found;
}

void find_lines(exhibit& one, const std::string& folder,
                const std::map<std::string, std::vector<candidate>>& sources) {
    for (const auto& [file, all] : sources)
        for (std::size_t i = 0; i < all.size(); ++i)
            if (all[i].folder == folder) {
                auto lines = bug_in(all, i);
                if (one.lines.empty() && !lines.empty()) {
                    one.lines = std::move(lines);
                    one.file = folder + "/" + file;
                }
            }
}

/// The same tests as `kit dev corpus` runs, up to the failure that names the bug.
std::string run(const kit::project& where, const kit::lesson& which,
                const fs::path& tests, const fs::path& programs, const exhibit& one) {
    kit::run_settings settings;
    settings.limit_each = std::chrono::seconds(which.has_contract ? 2 : 10);
    settings.to_first_failure = !which.has_contract;
    if (!which.has_contract)
        settings.programs = programs;
    for (const auto& test : kit::run_tests(where, which, tests, settings).tests) {
        std::string text;
        for (const auto& line : test.text)
            text += line + "\n";
        const auto said = kit::unwrapped(text);
        const bool named = std::any_of(
            one.messages.begin(), one.messages.end(), [&](const auto& message) {
                return said.find(kit::unwrapped(message)) != std::string::npos;
            });
        if (test.how == kit::test_result::mark::failed && named)
            return test.sentence + "\n" + text;
    }
    return {};
}

/// When a file was written and how long it is: changes when it is built again.
std::string state_of(const fs::path& file) {
    std::error_code error;
    const auto when = fs::last_write_time(file, error).time_since_epoch().count();
    return std::to_string(when) + " " + std::to_string(fs::file_size(file, error));
}

/// What the tests say, from a run or, where nothing was built since, from the last one.
void ask_tests(const kit::project& where, const kit::lesson& which, const fs::path& build,
               exhibit& one) {
    const std::string suffix(grader::os::program_suffix());
    const fs::path programs = build / "bin/wrong" / one.name;
    const fs::path tests =
        which.has_contract ? programs / ("contract" + suffix)
                           : build / "bin/tests" / ("program-" + which.number + suffix);
    std::string state = state_of(tests);
    if (!which.has_contract)
        for (const auto& program : which.programs)
            state += " " + state_of(programs / (program + suffix));
    const fs::path kept = build / "museum" / (one.name + ".txt");
    auto lines = kit::lines_of(kit::read_file(kept).value_or(""));
    if (lines.size() < 2 || lines.front() != state) {
        const auto said = run(where, which, tests, programs, one);
        if (!said.empty()) // chance decided otherwise: the next site asks again
            static_cast<void>(kit::write_file(kept, state + "\n" + said));
        lines = kit::lines_of(state + "\n" + said);
    }
    if (lines.size() > 1)
        one.sentence = lines[1];
    if (lines.size() > 2)
        one.failure.assign(lines.begin() + 2, lines.end());
}

bool shown_here(const exhibit& one) {
    const bool windows = grader::os::system_name() == "windows";
    return one.systems == "all" || (one.systems == "windows") == windows;
}

std::string lines_as_html(const exhibit& one) {
    std::string out = "<pre class=\"bug\">";
    for (const auto& line : one.lines) {
        const std::string text = escaped(line.text);
        if (line.mark == '-')
            out += "<del>- " + text + "</del>\n";
        else if (line.mark == '+')
            out += "<ins>+ " + text + "</ins>\n";
        else
            out += line.mark == '~' ? "  ...\n" : "  " + text + "\n";
    }
    return out + "</pre><p class=\"from\">" + escaped(one.file) + "</p>";
}

/// Words of a folder's name as a title: "short send ignored".
std::string title_of(const exhibit& one) {
    std::string words = replaced(one.name.substr(3), "-", " ");
    words.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
    return words;
}

/// The section of the lesson that the failure names, as a link.
std::string where_to_read(const exhibit& one) {
    std::string said;
    for (const auto& line : one.failure)
        said += line + " ";
    said = kit::unwrapped(said);
    const auto at = said.find("Read: lessons/");
    const auto open = said.find(", \"", at);
    const auto close = open == std::string::npos ? open : said.find('"', open + 3);
    if (at == std::string::npos || close == std::string::npos)
        return {};
    const auto section = said.substr(open + 3, close - open - 3);
    const auto number = said.substr(at + 14, 2);
    return "<p>Taught in <a href=\"lesson_" + number + ".html#" + slug(section) +
           "\">lesson " + number + ", " + escaped(section) + "</a>.</p>";
}

std::string as_html(const exhibit& one) {
    std::string out = "<p>" + inline_html(one.bug) + "</p>";
    if (!one.lines.empty())
        out += lines_as_html(one);
    if (one.failure.empty()) {
        out +=
            "<p class=\"note\">" +
            std::string(
                shown_here(one)
                    ? "Its tests were not run when this page was made."
                    : "Only " +
                          std::string(one.systems == "windows" ? "Windows"
                                                               : "a POSIX system") +
                          " shows this bug; its test says: " +
                          inline_html(one.messages.empty() ? "" : one.messages.front())) +
            "</p>";
        return out;
    }
    out += "<details class=\"failure\"><summary>What the test says: " +
           inline_html(one.sentence) + "</summary><pre>";
    for (const auto& line : one.failure)
        out += escaped(line) + "\n";
    return out + "</pre></details>" + where_to_read(one);
}

} // namespace

std::string museum_page(const kit::project& where, const kit::lesson& which,
                        const fs::path& build) {
    const auto sources = sources_of(where, which);
    std::vector<exhibit> all;
    for (const auto& folder : folders_of(where, "wrong", which)) {
        exhibit one;
        one.name = fs::path(folder).filename().string();
        const auto text =
            kit::read_file(where.root() / folder / "expect.txt").value_or("");
        const auto first = [&](const std::string& key) {
            const auto values = kit::values_of(text, key);
            return values.empty() ? std::string() : values.front();
        };
        one.bug = first("bug");
        one.systems = first("systems");
        one.messages = kit::values_of(text, "message");
        find_lines(one, folder, sources);
        all.push_back(std::move(one));
    }
    kit::each_in_parallel(all.size(), 3 * kit::processors(), [&](std::size_t i) {
        if (shown_here(all[i]))
            ask_tests(where, which, build, all[i]);
    });
    std::string out = "# " + which.number +
                      "\n\nEach of these programs passes for right until its bug "
                      "is looked for. A line with - is the bug's; a line with + is what "
                      "a right program "
                      "has in its place. <a href=\"lesson_" +
                      which.number + ".html\">Lesson " + which.number +
                      "</a> teaches how to do it right.\n\n";
    for (const auto& one : all)
        out += "## " + title_of(one) + "\n" + verbatim_html(as_html(one));
    return out;
}

} // namespace site
