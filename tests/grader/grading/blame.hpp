// Whose doing it is that a tool or a program of tests came to no good end. A tool that
// failed is not a student that failed.
#pragma once

#include <string>
#include <string_view>

#include "../text/files.hpp"
#include "os/jail.hpp"

namespace kit::grading {

enum class blame {
    nobody,  ///< it came to a good end
    student, ///< it ran to its end and said no, or came to a limit that is a student's
    unclear, ///< either can have brought it about: the lesson is judged again, alone
    machine, ///< killed, not started, no room, no process: the grader could not work
};

/// Whose it is, and in the grader's own words what happened (not for blame::nobody).
struct ending {
    blame whose = blame::nobody;
    std::string what;

    [[nodiscard]] bool good() const { return whose == blame::nobody; }
};

/// Of a tool that ended as `end` tells: `name` is what it is called, `said` its words on
/// the error output, `folder` where it writes.
[[nodiscard]] ending ending_of(const grader::os::end_of_one& end, const std::string& name,
                               std::string_view said, const fs::path& folder);

/// Whether a compiler's words show an error at a place in a file, as they do where it
/// read the file to the place that it cannot take.
[[nodiscard]] bool names_a_place(std::string_view said);

/// Below this a disk counts as full where something says that it is.
inline constexpr std::uintmax_t least_room = 256u << 20;

} // namespace kit::grading
