#include "../file_lock.hpp"
#include "api.hpp"

namespace grader::os {

struct file_lock::native {
    owned file;
};

namespace {

file_lock::state lock(HANDLE file, DWORD flags, std::string& why_not) {
    constexpr DWORD all = ~DWORD{0};
    OVERLAPPED from_the_start{};
    if (LockFileEx(file, LOCKFILE_EXCLUSIVE_LOCK | flags, 0, all, all, &from_the_start) !=
        0)
        return file_lock::state::held;
    const DWORD why = GetLastError();
    if (why == ERROR_LOCK_VIOLATION || why == ERROR_IO_PENDING)
        return file_lock::state::others;
    why_not = error_in_words(why);
    return file_lock::state::none;
}

} // namespace

file_lock::file_lock() noexcept = default;
file_lock::~file_lock() = default;

file_lock::state file_lock::try_to_take(const std::filesystem::path& path) {
    native_ = std::make_unique<native>();
    native_->file = owned(CreateFileW(path.c_str(), GENERIC_READ | GENERIC_WRITE,
                                      FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr,
                                      OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr));
    if (!native_->file) {
        why_not_ = error_in_words(GetLastError());
        return state::failed;
    }
    return lock(native_->file.get(), LOCKFILE_FAIL_IMMEDIATELY, why_not_);
}

file_lock::state file_lock::wait() {
    return native_ ? lock(native_->file.get(), 0, why_not_) : state::free;
}

void file_lock::release() noexcept {
    native_.reset(); // the system gives the lock back with the handle
}

} // namespace grader::os
