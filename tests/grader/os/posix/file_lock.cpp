#include "../file_lock.hpp"
#include "start.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace grader::os {

struct file_lock::native {
    int fd = -1;
    ~native() { close_fd(fd); } // which gives the lock back
};

namespace {

/// The file, made if need be. What root makes belongs to the folder's owner: under sudo
/// it must not keep the user out later.
int open_file(const std::filesystem::path& file) {
    constexpr int flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW;
    const int made = ::open(file.c_str(), flags | O_CREAT | O_EXCL, 0666);
    if (made < 0)
        return errno == EEXIST ? ::open(file.c_str(), flags) : -1;
    struct stat folder {};
    if (::geteuid() == 0 && ::stat(file.parent_path().c_str(), &folder) == 0) {
        const int ignored = ::fchown(made, folder.st_uid, folder.st_gid);
        static_cast<void>(ignored);
    }
    return made;
}

file_lock::state lock(int fd, int command, std::string& why_not) {
    struct flock whole {};
    whole.l_type = F_WRLCK;
    whole.l_whence = SEEK_SET;
    int result = 0;
    do
        result = ::fcntl(fd, command, &whole);
    while (result != 0 && errno == EINTR);
    if (result == 0)
        return file_lock::state::held;
    if (errno == EACCES || errno == EAGAIN)
        return file_lock::state::others;
    why_not = std::generic_category().message(errno);
    return file_lock::state::none;
}

} // namespace

file_lock::file_lock() noexcept = default;
file_lock::~file_lock() = default;

file_lock::state file_lock::try_to_take(const std::filesystem::path& file) {
    native_ = std::make_unique<native>();
    native_->fd = open_file(file);
    if (native_->fd < 0) {
        why_not_ = std::generic_category().message(errno);
        return state::failed;
    }
    return lock(native_->fd, F_SETLK, why_not_);
}

file_lock::state file_lock::wait() {
    return native_ ? lock(native_->fd, F_SETLKW, why_not_) : state::free;
}

void file_lock::release() noexcept {
    native_.reset();
}

} // namespace grader::os
