#include "temporary_folder.hpp"

#include <atomic>
#include <chrono>
#include <system_error>

#include "os/process.hpp"

namespace kit::grading {
namespace {

namespace os = grader::os;

constexpr std::string_view lead = "first-byte-";
constexpr const char* lock_name = "in-use";
constexpr std::chrono::minutes young{1}; // it may not have its lock yet
constexpr int most_tries = 100;

/// Whether its process has ended: nobody holds the lock that it took.
bool is_left_behind(const fs::path& folder) {
    std::error_code error;
    const auto written = fs::last_write_time(folder / lock_name, error);
    if (error || fs::file_time_type::clock::now() - written < young)
        return false;
    os::file_lock lock;
    return lock.try_to_take(folder / lock_name) == os::file_lock::state::held;
}

void remove_what_is_left(const fs::path& in) {
    // Locks are between processes: asking for one of our own would give it up.
    const std::string ours = std::string(lead) + std::to_string(os::own_id()) + "-";
    std::error_code error;
    for (fs::directory_iterator at(in, error), end; !error && at != end;
         at.increment(error)) {
        const std::string name = at->path().filename().string();
        std::error_code ignored; // another user's, say
        if (name.starts_with(lead) && !name.starts_with(ours) &&
            fs::is_directory(at->symlink_status(ignored)) && is_left_behind(at->path()))
            fs::remove_all(at->path(), ignored);
    }
}

} // namespace

fs::path temporary_folder::system_folder() {
    std::error_code error;
    return fs::temp_directory_path(error);
}

temporary_folder::temporary_folder(const fs::path& in) {
    static std::atomic<unsigned> count = 0;
    std::error_code error;
    if (in.empty())
        return;
    remove_what_is_left(in);
    for (int i = 0; i < most_tries; ++i) {
        const fs::path folder = in / (std::string(lead) + std::to_string(os::own_id()) +
                                      "-" + std::to_string(++count));
        if (!fs::create_directory(folder, error))
            continue; // it is there already, and somebody else's
        fs::permissions(folder, fs::perms::owner_all, error);
        // Without a lock, which some file systems do not have, it stays where it is left.
        static_cast<void>(alive_.try_to_take(folder / lock_name));
        path_ = folder;
        return;
    }
}

temporary_folder::~temporary_folder() {
    alive_.release();
    std::error_code error;
    if (!path_.empty())
        fs::remove_all(path_, error);
}

} // namespace kit::grading
