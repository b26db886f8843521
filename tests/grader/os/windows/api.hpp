// Inside grader_os: the Windows API, and handles that close themselves.
#pragma once

#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>

#include <string>
#include <string_view>
#include <utility>

namespace grader::os {

/// A kernel handle, closed at the end of its life.
class owned {
  public:
    owned() noexcept = default;
    /// Some calls say NULL and some INVALID_HANDLE_VALUE for "none": here it is NULL.
    explicit owned(HANDLE h) noexcept
        : handle_(h == INVALID_HANDLE_VALUE ? nullptr : h) {}
    owned(owned&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
    owned& operator=(owned&& other) noexcept {
        std::swap(handle_, other.handle_);
        return *this;
    }
    ~owned() { reset(); }

    void reset() noexcept {
        if (handle_ != nullptr)
            CloseHandle(handle_);
        handle_ = nullptr;
    }
    [[nodiscard]] HANDLE get() const noexcept { return handle_; }
    [[nodiscard]] explicit operator bool() const noexcept { return handle_ != nullptr; }

  private:
    HANDLE handle_ = nullptr;
};

/// UTF-8 to UTF-16; what is no UTF-8 is taken for the system's own code page, as the
/// arguments of main() are.
[[nodiscard]] std::wstring wide(std::string_view text);
/// UTF-16 to UTF-8.
[[nodiscard]] std::string narrow(std::wstring_view text);
/// The system's words for an error, such as "The system cannot find the file specified".
[[nodiscard]] std::string error_in_words(DWORD code);

} // namespace grader::os
