// net::result<T>: a value, or the error that kept it from being made.
#pragma once

#include <system_error>
#include <version>

#if defined(__cpp_lib_expected) && __cpp_lib_expected >= 202202L
#include <expected>

namespace net {

/// A T, or a std::error_code that says why there is none.
template <class T>
using result = std::expected<T, std::error_code>;

/// Makes the failed result: `return net::unexpected(code);`.
using unexpected = std::unexpected<std::error_code>;

} // namespace net

#else
#include <cassert>
#include <optional>
#include <type_traits>
#include <utility>

namespace net {

/// Makes the failed result: `return net::unexpected(code);`.
class unexpected {
  public:
    explicit unexpected(std::error_code error) noexcept : error_(error) {}
    [[nodiscard]] std::error_code error() const noexcept { return error_; }

  private:
    std::error_code error_;
};

/// A T, or a std::error_code that says why there is none: the part of C++23's
/// std::expected<T, std::error_code> that this kit needs, under the same names.
/// Where the compiler has std::expected, this class gives way to it.
///
/// `if (r)` asks whether there is a value, `*r` is the value, `r.error()` the
/// error. `*r` without a value and `r.error()` without an error are mistakes of
/// the caller; a debug build stops at them.
template <class T>
class [[nodiscard]] result {
  public:
    using value_type = T;
    using error_type = std::error_code;

    result(T value) : value_(std::move(value)) {}
    result(unexpected failure) noexcept : error_(failure.error()) {}

    [[nodiscard]] bool has_value() const noexcept { return value_.has_value(); }
    [[nodiscard]] explicit operator bool() const noexcept { return has_value(); }

    [[nodiscard]] T& operator*() & noexcept { return *checked(); }
    [[nodiscard]] const T& operator*() const& noexcept {
        assert(value_.has_value());
        return *value_;
    }
    [[nodiscard]] T&& operator*() && noexcept { return std::move(*checked()); }
    [[nodiscard]] T* operator->() noexcept { return &*checked(); }
    [[nodiscard]] const T* operator->() const noexcept { return &**this; }

    [[nodiscard]] std::error_code error() const noexcept {
        assert(!value_.has_value());
        return error_;
    }

    template <class U>
    [[nodiscard]] T value_or(U&& other) const& {
        return value_ ? *value_ : static_cast<T>(std::forward<U>(other));
    }

  private:
    std::optional<T>& checked() noexcept {
        assert(value_.has_value());
        return value_;
    }

    std::optional<T> value_;
    std::error_code error_;
};

/// Success without a value, or an error.
template <>
class [[nodiscard]] result<void> {
  public:
    using value_type = void;
    using error_type = std::error_code;

    result() noexcept = default;
    result(unexpected failure) noexcept : failed_(true), error_(failure.error()) {}

    [[nodiscard]] bool has_value() const noexcept { return !failed_; }
    [[nodiscard]] explicit operator bool() const noexcept { return !failed_; }

    [[nodiscard]] std::error_code error() const noexcept {
        assert(failed_);
        return error_;
    }

  private:
    bool failed_ = false;
    std::error_code error_;
};

} // namespace net
#endif
