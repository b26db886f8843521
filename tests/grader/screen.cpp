#include "screen.hpp"

#include <cstdio>
#include <cstdlib>

#include "os/terminal.hpp"

namespace kit {
namespace {

bool terminal = false;
bool colour = false;
std::size_t for_now = 0; // the width of the line that the next one overwrites

std::string_view sequence(tone t) {
    switch (t) {
    case tone::good:
        return "\x1b[32m";
    case tone::bad:
        return "\x1b[31m";
    case tone::faint:
        return "\x1b[2m";
    case tone::strong:
        return "\x1b[1m";
    case tone::plain:
        break;
    }
    return "";
}

void write(std::FILE* to, std::string_view line) {
    forget_for_now();
    std::fwrite(line.data(), 1, line.size(), to);
    std::fputc('\n', to);
    std::fflush(to);
}

// Columns that a text takes: colour sequences and UTF-8 continuation bytes take none.
// Good enough for the kit's own words, which have no wide characters.
std::size_t width_of(std::string_view text) {
    std::size_t width = 0;
    bool in_sequence = false;
    for (const char c : text) {
        in_sequence = in_sequence || c == '\x1b';
        if (!in_sequence)
            width += (static_cast<unsigned char>(c) & 0xC0u) != 0x80u ? 1 : 0;
        in_sequence = in_sequence && c != 'm';
    }
    return width;
}

} // namespace

void set_up_screen() {
    const char* no_color = std::getenv("NO_COLOR"); // NOLINT: one thread
    const bool wanted = no_color == nullptr || *no_color == '\0';
    terminal = grader::os::output_is_terminal() && grader::os::enable_ansi();
    colour = terminal && wanted;
}

std::string paint(std::string_view text, tone t) {
    if (!colour || t == tone::plain || text.empty())
        return std::string(text);
    return std::string(sequence(t)) + std::string(text) + "\x1b[0m";
}

void say(std::string_view line) {
    write(stdout, line);
}
void complain(std::string_view line) {
    write(stderr, line);
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
    std::vector<std::string> lines;
    std::string line;
    while (!text.empty()) {
        const std::size_t end = text.find(' ');
        const std::string_view word = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
        if (word.empty())
            continue;
        if (!line.empty() && width_of(line) + 1 + width_of(word) > width) {
            lines.push_back(line);
            line.clear();
        }
        line += (line.empty() ? "" : " ") + std::string(word);
    }
    if (!line.empty() || lines.empty())
        lines.push_back(line);
    return lines;
}

void say_wrapped(std::string_view text, std::string_view first, tone t) {
    std::string before(first);
    for (const auto& line : wrap(text, columns - width_of(first))) {
        say(before + paint(line, t));
        before.assign(width_of(first), ' ');
    }
}

void say_command(std::string_view command) {
    const auto lines = wrap(command, columns - 6);
    for (std::size_t i = 0; i < lines.size(); ++i)
        say((i == 0 ? "  " : "    ") + lines[i] + (i + 1 < lines.size() ? " \\" : ""));
}

void say_for_now(std::string_view line) {
    if (!terminal)
        return;
    forget_for_now();
    const std::string shown(line.substr(0, columns - 1));
    std::fputs(shown.c_str(), stdout);
    std::fflush(stdout);
    for_now = shown.size();
}

void forget_for_now() {
    if (for_now == 0)
        return;
    std::fputs("\r\x1b[K", stdout);
    std::fflush(stdout);
    for_now = 0;
}

void clear_screen() {
    if (!terminal)
        return;
    std::fputs("\x1b[H\x1b[2J", stdout);
    std::fflush(stdout);
}

std::string counted(std::size_t count, std::string_view noun) {
    return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

} // namespace kit
