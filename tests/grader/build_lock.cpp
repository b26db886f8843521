#include "build_lock.hpp"

#include <map>
#include <system_error>

#include "os/file_lock.hpp"
#include "screen.hpp"

namespace kit {
namespace {

using os_lock = grader::os::file_lock;

struct holding {
    os_lock lock;
    int users = 0;
};

/// What this process holds. Only its main thread builds.
std::map<fs::path, holding>& held_here() {
    static std::map<fs::path, holding> all;
    return all;
}

} // namespace

build_lock::build_lock(const project& where, const std::string& preset)
    : file_(where.build_folder(preset + ".lock")) {
    holding& mine = held_here()[file_];
    if (mine.users++ > 0)
        return;
    std::error_code error;
    fs::create_directories(file_.parent_path(), error);
    auto how = mine.lock.try_to_take(file_);
    if (how == os_lock::state::others) {
        complain("another kit is building in build/" + preset + "; waiting");
        how = mine.lock.wait();
    }
    if (how == os_lock::state::failed)
        why_not_ = "nothing can be written to " + where.relative(file_.parent_path()) +
                   "/: " + mine.lock.why_not();
}

build_lock::~build_lock() {
    holding& mine = held_here()[file_];
    if (--mine.users == 0)
        mine.lock.release();
}

} // namespace kit
