#include "times.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <system_error>

#include "os/process.hpp"
#include "screen.hpp"

namespace kit {
namespace {

namespace os = grader::os;

/// The later one of this machine's clock and of the file system's, which may be another
/// machine's; two seconds ahead is usual.
fs::file_time_type latest(const project& where) {
    std::error_code error;
    const fs::path probe =
        where.own_folder() / "tmp" / ("now-" + std::to_string(os::own_id()));
    auto now = fs::file_time_type::clock::now();
    if (write_file(probe, {})) {
        const auto there = fs::last_write_time(probe, error);
        if (!error)
            now = std::max(now, there);
        fs::remove(probe, error);
    }
    return now + std::chrono::seconds(2);
}

bool is_newer(const fs::path& file, fs::file_time_type than) {
    std::error_code error;
    const auto written = fs::last_write_time(file, error);
    return !error && written > than;
}

bool has_newer(const fs::path& folder, fs::file_time_type than) {
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
         at.increment(error)) {
        std::error_code ignored;
        if (at->is_regular_file(ignored) && is_newer(at->path(), than))
            return true;
    }
    return false;
}

bool something_is_ahead(const project& where, const fs::path& build) {
    const auto now = latest(where);
    // What Ninja writes with every step is as new as the newest of all that it builds.
    const std::array files{where.root() / "CMakeLists.txt",
                           where.root() / "CMakePresets.json", build / ".ninja_log",
                           build / "build.ninja", build / "kit.stamp"};
    if (std::any_of(files.begin(), files.end(),
                    [&](const fs::path& file) { return is_newer(file, now); }))
        return true;
    for (const std::string folder :
         {"lessons", "platform", "solutions", "tests", "bench"})
        if (has_newer(where.root() / folder, now))
            return true;
    return false;
}

} // namespace

void settle_times(const project& where, const std::string& preset) {
    const fs::path build = where.build_folder(preset);
    if (!something_is_ahead(where, build))
        return;
    os::spawn_options options;
    options.folder = where.root();
    auto cmake = os::child::spawn(
        "cmake", {"-DBUILD=" + where.relative(build), "-P", "tests/support/times.cmake"},
        options);
    while (const auto line = cmake.read_line(os::never))
        complain(*line);
    static_cast<void>(cmake.wait(os::never));
}

} // namespace kit
