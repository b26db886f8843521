#include "assembly.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "../lesson_files.hpp"
#include "../text/code.hpp"
#include "harmless.hpp"

namespace kit::grading {
namespace {

constexpr std::size_t most_told = 5;
constexpr std::string_view why_not =
    " uses assembly, which no lesson needs and no grader can judge: write it in C++";

bool is_one_of(std::string_view word, const auto& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// Takes blanks, then a word up to a blank or a comma, off the front.
std::string_view take_word(std::string_view& rest) {
    const char* begin = rest.data();
    const char* const end = begin + rest.size();
    while (begin != end && (*begin == ' ' || *begin == '\t'))
        ++begin;
    const char* at = begin;
    while (at != end && *at != ' ' && *at != '\t' && *at != ',' && *at != ';')
        ++at;
    rest = {at, end};
    return {begin, at};
}

/// GCC's and Clang's, by system and processor. A string that looks like one is no line of
/// its own: both write line ends in strings as \n or \012.
bool is_mark(std::string_view line) {
    if (line.empty() || std::string_view("#/@").find(line[0]) == line.npos)
        return false;
    static constexpr std::array marks{"#APP",
                                      "/APP",
                                      "//APP",
                                      "@APP",
                                      "@ APP",
                                      "##InlineAsm Start",
                                      "# Start of file scope inline assembly",
                                      "// Start of file scope inline assembly",
                                      "@ Start of file scope inline assembly"};
    return is_one_of(line, marks);
}

/// What begins a statement that no compiler makes of C++. A name with a line end in it,
/// as an attribute can give one to a section, comes to the assembler like this.
bool is_foreign_statement(std::string_view word) {
    if (word.empty() || std::string_view("sie.").find(word[0]) == word.npos)
        return false; // there are many lines
    static constexpr std::array foreign_words{
        "syscall", "sysenter", "int",    "svc",   "swi",  "ecall",
        ".incbin", ".include", ".macro", ".rept", ".irp", ".irpc"};
    return is_one_of(word, foreign_words);
}

/// Up to the end of the statement, past strings: what stands in them ends none.
std::size_t statement_length(std::string_view line) {
    std::size_t at = 0;
    for (bool in_string = false; at < line.size() && (in_string || line[at] != ';'); ++at)
        if (line[at] == '"')
            in_string = !in_string;
        else if (in_string && line[at] == '\\')
            ++at;
    return std::min(at, line.size());
}

/// Whether one of the line's statements is; a comment to its end has none, and one within
/// a line is written by no compiler.
bool has_foreign_statement(std::string_view line) {
    const bool one = line.find(';') == std::string_view::npos;
    while (!line.empty()) {
        const std::size_t length = one ? line.size() : statement_length(line);
        std::string_view rest = line.substr(0, length);
        line.remove_prefix(std::min(length + 1, line.size()));
        std::string_view word = take_word(rest);
        while (word.ends_with(':')) // labels
            word = take_word(rest);
        if (is_foreign_statement(word) || word.starts_with("/*"))
            return true;
        if (word.starts_with('#'))
            return false;
    }
    return false;
}

/// The sections and the variables of a text, line by line.
class places {
  public:
    /// Whether the line is the label of a variable where code is.
    bool is_data_among_code(std::string_view line) {
        std::string_view rest = line;
        const std::string_view word = take_word(rest);
        const bool of_a_section = word.size() > 1 && word[0] == '.' &&
                                  std::string_view("tdbs").find(word[1]) != word.npos;
        if (!of_a_section && !word.ends_with(':'))
            return false;
        if (word == ".text" || word == ".data" || word == ".bss") {
            in_code_ = word == ".text";
        } else if (word == ".section") {
            in_code_ = take_word(rest).starts_with(".text");
        } else if (word == ".type") {
            const std::string_view name = take_word(rest);
            rest.remove_prefix(std::min(rest.find_first_not_of(", \t"), rest.size()));
            if (rest.starts_with("@object") || rest.starts_with("%object"))
                variables_.insert(name);
        }
        return in_code_ && word.ends_with(':') &&
               variables_.contains(word.substr(0, word.size() - 1));
    }

  private:
    bool in_code_ = true;
    std::unordered_set<std::string_view> variables_;
};

} // namespace

std::vector<std::string> assembly_in(const fs::path& folder) {
    std::vector<std::string> told;
    for (const auto& name : code_in(folder))
        for (const auto line :
             lines_with_code(read_file_of(most_source_bytes, folder / name).value_or(""),
                             {"asm", "__asm", "__asm__"}))
            if (told.size() < most_told)
                told.push_back("lessons/" + folder.filename().string() + "/" +
                               harmless_name(name) + ":" + std::to_string(line) +
                               std::string(why_not));
    return told;
}

foreign foreign_in(std::string_view compiled) {
    places seen;
    foreign found = foreign::nothing;
    while (!compiled.empty()) {
        const std::size_t end = std::min(compiled.find('\n'), compiled.size());
        std::string_view line = compiled.substr(0, end);
        compiled.remove_prefix(std::min(end + 1, compiled.size()));
        while (line.starts_with(' ') || line.starts_with('\t'))
            line.remove_prefix(1);
        if (is_mark(line) || has_foreign_statement(line))
            return foreign::assembly;
        if (seen.is_data_among_code(line))
            found = foreign::data;
    }
    return found;
}

std::string in_words(foreign what, const std::string& file) {
    switch (what) {
    case foreign::nothing:
        break;
    case foreign::assembly:
        return file + std::string(why_not);
    case foreign::data:
        return file + " has data among its code, which no C++ code needs: leave out the "
                      "attribute that puts it there";
    }
    return {};
}

} // namespace kit::grading
