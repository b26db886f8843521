// A place where a stranger's program can do no harm.
//
// Linux: bubblewrap (own network with nothing but loopback, own process ids, no /proc, an
// empty file system but for what is named) and prlimit inside it; for root, setpriv
// before it, for a jail of root's holds nothing. Windows: a job object with the same
// limits; it holds back processes, memory and time, not files and not the network.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "process.hpp"

namespace grader::os {

/// What a confined program may at most use. Sizes in bytes.
struct confinement {
    /// Files and folders that it sees, besides the system's own, under their own names.
    std::vector<std::filesystem::path> readable;
    /// Folders that it may also write to.
    std::vector<std::filesystem::path> writable;
    /// Its whole environment, besides PATH.
    std::vector<std::pair<std::string, std::string>> environment;
    std::filesystem::path folder; ///< the working folder; empty: one of its own
    int cpu_seconds = 20;         ///< of each process
    long long memory = 1LL << 30; ///< of each process (Linux), of all (Windows)
    int processes = 64;
    long long file_size = 8LL << 20; ///< of each file that it writes
    long long scratch = 32LL << 20;  ///< of all files in its /tmp
    int open_files = 256;
    bool jailed = true; ///< false: limits only, as far as the system has them
};

/// Why no jail can be had on this machine, and what to do about it. Empty: it can. Tries
/// one, the first time.
[[nodiscard]] const std::string& why_no_jail();

/// Starts a program in a jail of its own. Ends with it: all that it has started.
/// `options.folder` and `options.environment` are not looked at.
[[nodiscard]] child spawn_confined(const std::filesystem::path& program,
                                   const std::vector<std::string>& arguments,
                                   const confinement& limits,
                                   const spawn_options& options = {});

/// A program and its arguments.
using command = std::vector<std::string>;

/// One command that runs all of these (at most most_as_one) up to the first that fails,
/// so that they share a jail: starting one takes longer than most tools do. Nothing: not
/// on this system.
[[nodiscard]] std::optional<command> as_one(const std::vector<command>& commands);
inline constexpr std::size_t most_as_one = 14;

/// How what as_one made has ended, and which of its commands with it.
struct end_of_one {
    enum class how {
        good,
        failed,   ///< it ended by itself, and not well
        limit,    ///< by a limit of the confinement: processor time, a file's size
        crashed,  ///< by an error of its own
        killed,   ///< from outside
        no_start, ///< there is no such program, or it cannot be started
        unknown,  ///< there was no jail, or what ran the commands was itself killed
    };
    how kind = how::unknown;
    std::size_t at = 0; ///< the number of the command that ended so
};
[[nodiscard]] end_of_one read_end(const exit_status& end, std::size_t commands);

/// Makes a folder or a file readable for the user under which jails run, where that is
/// another one, and with `writable` writable too; to everybody else it is closed. False:
/// it could not be done.
[[nodiscard]] bool open_to_jails(const std::filesystem::path& folder, bool writable);

/// Makes a folder and all that is in it, or a file, readable for that user, whatever
/// umask it was made under. False: not all of it.
[[nodiscard]] bool open_all_to_jails(const std::filesystem::path& folder);

/// Whether that user can read a file that is not ours to change, by its mode and that of
/// the folders above it.
[[nodiscard]] bool jails_can_read(const std::filesystem::path& file);

/// What other processes of the same user could read or change of this one (its memory,
/// its open files) is closed to them, where the system can do that.
void close_to_others() noexcept;

} // namespace grader::os
