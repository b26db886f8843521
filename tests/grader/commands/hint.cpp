// kit hint: one hint more.
#include "../commands.hpp"
#include "../screen.hpp"

namespace kit {
namespace {

struct hint {
    std::string title;
    std::vector<std::string> lines;
};

/// The hints of a lesson: the sections of hints.md.
std::vector<hint> hints_of(const project& where, const lesson& which) {
    std::vector<hint> hints;
    const auto text = read_file(where.lesson_folder(which) / "hints.md").value_or("");
    bool code = false;
    for (const auto& line : lines_of(text)) {
        if (line.starts_with("```"))
            code = !code;
        if (!code && line.starts_with("## "))
            hints.push_back({line.substr(3), {}});
        else if (!hints.empty())
            hints.back().lines.push_back(line);
    }
    return hints;
}

/// Markdown, made fit to read in a terminal: paragraphs wrapped, code indented.
void say_markdown(const std::vector<std::string>& lines) {
    std::string paragraph;
    bool code = false;
    bool empty_before = true;
    const auto end_paragraph = [&] {
        const bool item = paragraph.starts_with("- ") || paragraph.starts_with("* ");
        if (!paragraph.empty())
            say_wrapped(item ? std::string_view(paragraph).substr(2) : paragraph,
                        item ? "- " : "");
        empty_before = empty_before && paragraph.empty();
        paragraph.clear();
    };
    for (const auto& line : lines) {
        const bool item = line.starts_with("- ") || line.starts_with("* ");
        if (line.starts_with("<!--"))
            continue;
        if (line.empty() || item || code || line.starts_with("```"))
            end_paragraph();
        if (line.starts_with("```")) {
            code = !code;
        } else if (code) {
            say("    " + line);
            empty_before = false;
        } else if (line.empty()) {
            if (!empty_before)
                say();
            empty_before = true;
        } else {
            paragraph += (paragraph.empty() ? "" : " ") + line;
        }
    }
    end_paragraph();
    if (!empty_before)
        say();
}

void say_hint(const lesson& which, const std::vector<hint>& hints, std::size_t index) {
    const hint& shown = hints[index];
    std::string heading = "Lesson " + which.number + ", hint " +
                          std::to_string(index + 1) + " of " +
                          std::to_string(hints.size());
    // "Hint 2: what to do" says its number once.
    std::string title = shown.title;
    const std::size_t digits = title.find_first_of("0123456789");
    if (digits != std::string::npos && digits < 6)
        title.erase(0, title.find_first_not_of("0123456789.:) ", digits));
    if (!title.empty() && title.size() < shown.title.size() + 1)
        heading += ": " + title;
    say(paint(heading, tone::strong));
    say();
    say_markdown(shown.lines);
}

} // namespace

int run_hint(const project& where, const arguments& args) {
    const call asked("hint", args, {"--again"});
    const lesson* which = asked.bad() ? nullptr : asked.the_lesson(where);
    if (which == nullptr)
        return status_wrong_call;
    const auto hints = hints_of(where, *which);
    if (hints.empty()) {
        complain("lessons/" + which->folder + "/hints.md has no hints.");
        return status_failed;
    }
    progress so_far(where);
    lesson_progress& entry = so_far.of(*which);
    const std::size_t seen = std::min(entry.hints, hints.size());
    if (asked.has("--again") || seen == hints.size()) {
        if (seen == 0)
            say("You have had no hint for lesson " + which->number + " yet.");
        for (std::size_t i = 0; i < seen; ++i)
            say_hint(*which, hints, i);
        if (seen == hints.size())
            say(paint("That is all there is. The reference: ./kit solution " +
                          which->typed,
                      tone::faint));
        return status_good;
    }
    say_hint(*which, hints, seen);
    entry.hints = seen + 1;
    if (!so_far.save())
        complain("note: your progress cannot be written to .first-byte/progress");
    if (seen + 1 < hints.size())
        say(paint("Still stuck? ./kit hint " + which->typed + " shows the next one.",
                  tone::faint));
    return status_good;
}

} // namespace kit
