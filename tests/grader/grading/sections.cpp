#include "sections.hpp"

#include <algorithm>
#include <array>
#include <sstream>

#include "../text/files.hpp"

namespace kit::grading {
namespace {

struct section {
    std::string name, type;
    unsigned long long size = 0;
};

// Of static variables without a value: they cost an object nothing, and a process may
// have no room for them.
constexpr unsigned long long mebibyte = 1u << 20, most_of_zeros = 64 * mebibyte;

/// "  [ 4] .text   PROGBITS  0000000000000000 ...": the name has no space, or the line
/// is read as one whose type is none. readelf shows control characters as ^J.
section read_line(const std::string& line) {
    std::istringstream words(line.substr(line.find(']') + 1));
    section one;
    std::string address, offset;
    words >> one.name >> one.type >> address >> offset >> std::hex >> one.size;
    return one;
}

bool is_or_is_below(std::string_view name, std::string_view base) {
    return name == base || (name.starts_with(base) && name.substr(base.size())[0] == '.');
}

bool is_known(const section& one) {
    static constexpr std::array code_and_data{
        ".text",  ".data", ".bss",    ".rodata",           ".tdata",    ".tbss",
        ".group", ".rela", ".rel",    ".gcc_except_table", ".eh_frame", ".comment",
        ".llvm",  ".note", ".symtab", ".strtab",           ".shstrtab",
    };
    static constexpr std::array plain_types{
        "PROGBITS", "NOBITS", "RELA",          "REL",          "GROUP",
        "SYMTAB",   "STRTAB", "X86_64_UNWIND", "SYMTAB_SHNDX",
    };
    const auto below = [&](const char* base) { return is_or_is_below(one.name, base); };
    if (below(".init_array") || below(".fini_array"))
        return one.type == (below(".init_array") ? "INIT_ARRAY" : "FINI_ARRAY");
    if (one.name == ".note.gnu.property")
        return one.type == "NOTE";
    // Clang's: which functions' addresses matter. An older readelf has no word for it.
    if (one.name == ".llvm_addrsig")
        return one.type.starts_with("LLVM_") || one.type == "LOOS+0xfff4c03";
    const bool named = one.name.starts_with(".debug_") || one.name == ".symtab_shndx" ||
                       std::any_of(code_and_data.begin(), code_and_data.end(), below);
    const bool typed =
        one.type.starts_with("LLVM_") ||
        std::find(plain_types.begin(), plain_types.end(), one.type) != plain_types.end();
    return named && typed;
}

} // namespace

std::vector<std::string> odd_sections(std::string_view listing) {
    constexpr std::size_t most_told = 5;
    std::vector<std::string> told;
    unsigned long long zeros = 0;
    for (const auto& line : lines_of(listing)) {
        const bool is_entry = line.starts_with("  [") && line.size() > 6 &&
                              line[2 + 1] != 'N'; // "[Nr] Name ..."
        if (!is_entry || line.starts_with("  [ 0]") || told.size() == most_told)
            continue;
        const section one = read_line(line);
        if (one.type == "NOBITS") // so that a sum of any number of them stays in range
            zeros += std::min(one.size, most_of_zeros + 1);
        if (!is_known(one))
            told.push_back("there is a section " + one.name.substr(0, 60) + " (" +
                           one.type.substr(0, 30) + "), which no C++ code needs");
    }
    if (zeros > most_of_zeros)
        told.push_back("there are more than " + std::to_string(most_of_zeros / mebibyte) +
                       " MiB of static variables, for which a process may have no room");
    return told;
}

} // namespace kit::grading
