#include "source_text.hpp"

#include <algorithm>

#include "screen.hpp"

namespace kit {
namespace {

constexpr std::string_view code_page =
    "in an older encoding than UTF-8 (Latin-1, Windows-1252)";

/// How many bytes of UTF-8 the character has that begins here; 0: it is none.
std::size_t length_of_character(std::string_view bytes) {
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const unsigned char first = at(0);
    if (first < 0x80)
        return 1;
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || bytes.size() < length)
        return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((at(i) & 0xC0u) != 0x80u)
            return 0;
    return length;
}

bool is_utf8(std::string_view bytes) {
    while (!bytes.empty()) {
        const std::size_t length = length_of_character(bytes);
        if (length == 0)
            return false;
        bytes.remove_prefix(length);
    }
    return true;
}

void complain_wrapped(const std::string& text) {
    for (const auto& line : wrap(text, columns))
        complain(line);
}

} // namespace

std::string other_encoding(std::string_view bytes) {
    using namespace std::string_view_literals;
    for (const auto mark : {"\xFF\xFE\0\0"sv, "\0\0\xFE\xFF"sv})
        if (bytes.starts_with(mark))
            return "UTF-32";
    const auto zeros = std::count(bytes.begin(), bytes.end(), '\0');
    // Of text in Latin letters every other byte is a zero.
    if (bytes.starts_with("\xFF\xFE"sv) || bytes.starts_with("\xFE\xFF"sv) ||
        zeros * 3 > static_cast<std::ptrdiff_t>(bytes.size()))
        return "UTF-16 (some editors call it Unicode)";
    if (zeros > 0)
        return "no text: it has zero bytes, as a program or an archive does";
    return is_utf8(bytes) ? std::string() : std::string(code_page);
}

bool sources_are_text(const project& where, const lesson& which, bool own) {
    for (const lesson& each : where.lessons()) {
        if (own ? each.number > which.number : each.number != which.number)
            continue;
        for (const auto& name : files_in(where.lesson_folder(each), {".cpp", ".hpp"})) {
            const fs::path file = where.lesson_folder(each) / name;
            const auto found = other_encoding(read_file(file).value_or(""));
            if (found.empty())
                continue;
            const std::string path = where.relative(file);
            if (found == code_page) {
                complain_wrapped("note: " + path + " is " + found +
                                 ". Save it as UTF-8: other compilers refuse it.");
                continue;
            }
            complain_wrapped(path + " is " + found +
                             ", which no compiler reads. Save it as UTF-8 (in your "
                             "editor: \"Save with encoding\" or \"Encoding\"), and check "
                             "again.");
            return false;
        }
    }
    return true;
}

} // namespace kit
