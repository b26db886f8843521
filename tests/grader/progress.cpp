#include "progress.hpp"

#include <sstream>

namespace kit {

progress::progress(const project& where) : file_(where.own_folder() / "progress") {
    for (const auto& line : lines_of(read_file(file_).value_or(""))) {
        std::istringstream words(line);
        std::string number, what;
        words >> number >> what;
        if (number.size() != 2)
            continue; // a comment, or what a later kit wrote
        lesson_progress& entry = all_[number];
        if (what == "check")
            words >> entry.check >> entry.passed >> entry.total;
        else if (what == "own")
            words >> entry.own;
        else if (what == "hints")
            words >> entry.hints;
    }
}

bool progress::save() const {
    std::ostringstream text;
    text << "# Your progress, kept by ./kit. Delete this file to begin anew.\n";
    for (const auto& [number, entry] : all_) {
        if (!entry.check.empty())
            text << number << " check " << entry.check << ' ' << entry.passed << ' '
                 << entry.total << '\n';
        if (!entry.own.empty())
            text << number << " own " << entry.own << '\n';
        if (entry.hints > 0)
            text << number << " hints " << entry.hints << '\n';
    }
    return write_file(file_, text.str());
}

} // namespace kit
