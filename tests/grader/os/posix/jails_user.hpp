// Inside grader_os: as whom jails run.
#pragma once

#include <string>

#include <sys/stat.h>
#include <unistd.h>

namespace grader::os {

/// Root's jails run as a user, and in a group, that nobody else has: not `nobody`, as
/// which services run, but a number that systems leave free.
inline constexpr id_t jails_id = 65521;

/// Whether a file, such as a process's folder in /proc, belongs to that user; where this
/// process is not root's, to its own.
[[nodiscard]] inline bool is_jails_user(const std::string& path) {
    struct stat is {};
    return ::stat(path.c_str(), &is) == 0 &&
           is.st_uid == (::geteuid() == 0 ? jails_id : ::geteuid());
}

} // namespace grader::os
