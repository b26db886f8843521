// A lock between processes.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

namespace grader::os {

/// Held through a file: fcntl(2) with F_SETLK, LockFileEx on Windows; CMake's file(LOCK)
/// takes the same one. It ends with its holder, however that ends, so what is left of the
/// file means nothing. It is between processes: one of them must not take it twice.
class file_lock {
  public:
    enum class state {
        free,
        held,   ///< by this object
        others, ///< another process has it
        failed, ///< the file cannot be made; why_not() has the system's words
        none,   ///< the file system has no locks
    };

    file_lock() noexcept;
    ~file_lock();
    file_lock(const file_lock&) = delete;
    file_lock& operator=(const file_lock&) = delete;

    /// Takes the lock of this file, which is made if need be, without waiting.
    state try_to_take(const std::filesystem::path& file);
    /// After others: waits until it is free, and takes it. Ctrl-C ends the process.
    state wait();
    void release() noexcept;

    [[nodiscard]] const std::string& why_not() const noexcept { return why_not_; }

  private:
    struct native;
    std::unique_ptr<native> native_;
    std::string why_not_;
};

} // namespace grader::os
