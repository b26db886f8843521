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
#include <type_traits>
#include <utility>
#include <variant>

namespace net {

/// Makes the failed result: `return net::unexpected(code);`.
class unexpected {
  public:
    /// A failure with this error.
    explicit unexpected(std::error_code error) noexcept : error_(error) {}
    /// The error that it carries.
    [[nodiscard]] std::error_code error() const noexcept { return error_; }

  private:
    std::error_code error_;
};

namespace detail {

/// A value or an error. A plain value takes two words with it, which a function returns
/// in two registers: what makes net::send as cheap as send.
template <class T, bool = std::is_trivially_copyable_v<T>>
class value_or_error {
  public:
    explicit value_or_error(T value) noexcept : value_(value) {}
    explicit value_or_error(unexpected failure) noexcept
        : code_(failure.error().value()), category_(&failure.error().category()) {}

    [[nodiscard]] bool has_value() const noexcept { return category_ == nullptr; }
    [[nodiscard]] T& value() noexcept { return value_; }
    [[nodiscard]] const T& value() const noexcept { return value_; }
    [[nodiscard]] std::error_code error() const noexcept { return {code_, *category_}; }

  private:
    union {
        T value_;
        int code_;
    };
    const std::error_category* category_ = nullptr; // none: there is a value
};

/// The same for a value that must be moved or destroyed with care.
template <class T>
class value_or_error<T, false> {
  public:
    explicit value_or_error(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    explicit value_or_error(unexpected failure) noexcept
        : state_(std::in_place_index<1>, failure.error()) {}

    [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
    [[nodiscard]] T& value() noexcept { return *std::get_if<0>(&state_); }
    [[nodiscard]] const T& value() const noexcept { return *std::get_if<0>(&state_); }
    [[nodiscard]] std::error_code error() const noexcept {
        return *std::get_if<1>(&state_);
    }

  private:
    std::variant<T, std::error_code> state_;
};

struct nothing {};

/// A debug build looks for the mistakes of a result's caller.
#ifdef NDEBUG
inline constexpr bool looks_for_misuse = false;
#else
inline constexpr bool looks_for_misuse = true;
#endif

/// Where the value of a failed result, or the error of one that succeeded, was asked for:
/// says so on standard error and aborts. Not noexcept, for a test may end itself instead.
[[noreturn]] void no_value(std::error_code held);
[[noreturn]] void no_error();

/// Called before that, with what is wrong in words; it may throw. nullptr: nobody is.
void on_result_misuse(void (*hook)(const char* words)) noexcept;

} // namespace detail

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
    using value_type = T;               ///< what it holds when all went well
    using error_type = std::error_code; ///< what it holds otherwise

    /// Success, with this value.
    result(T value) : state_(std::move(value)) {}
    /// Failure, with this error.
    result(unexpected failure) noexcept : state_(failure) {}

    /// Whether it succeeded.
    [[nodiscard]] bool has_value() const noexcept { return state_.has_value(); }
    /// The same: `if (r)`.
    [[nodiscard]] explicit operator bool() const noexcept { return has_value(); }

    /// The value; to be asked for only where there is one.
    [[nodiscard]] T& operator*() & {
        if (detail::looks_for_misuse && !has_value())
            detail::no_value(state_.error());
        return state_.value();
    }
    /// The value, to look at.
    [[nodiscard]] const T& operator*() const& {
        if (detail::looks_for_misuse && !has_value())
            detail::no_value(state_.error());
        return state_.value();
    }
    /// The value, to move out of a result that nobody needs any more.
    [[nodiscard]] T&& operator*() && { return std::move(**this); }
    /// A member of the value; to be asked for only where there is one.
    [[nodiscard]] T* operator->() { return &**this; }
    /// A member of the value, to look at.
    [[nodiscard]] const T* operator->() const { return &**this; }

    /// Why there is no value; to be asked for only where there is none.
    [[nodiscard]] std::error_code error() const {
        if (detail::looks_for_misuse && has_value())
            detail::no_error();
        return state_.error();
    }

    /// The value, or this one where there is none.
    template <class U>
    [[nodiscard]] T value_or(U&& other) const& {
        return has_value() ? **this : static_cast<T>(std::forward<U>(other));
    }

  private:
    detail::value_or_error<T> state_;
};

/// Success without a value, or an error.
template <>
class [[nodiscard]] result<void> {
  public:
    using value_type = void;            ///< success has no value
    using error_type = std::error_code; ///< what it holds otherwise

    /// Success.
    result() noexcept : state_(detail::nothing{}) {}
    /// Failure, with this error.
    result(unexpected failure) noexcept : state_(failure) {}

    /// Whether it succeeded.
    [[nodiscard]] bool has_value() const noexcept { return state_.has_value(); }
    /// The same: `if (r)`.
    [[nodiscard]] explicit operator bool() const noexcept { return has_value(); }

    /// Why there is no value; to be asked for only where there is none.
    [[nodiscard]] std::error_code error() const {
        if (detail::looks_for_misuse && has_value())
            detail::no_error();
        return state_.error();
    }

  private:
    detail::value_or_error<detail::nothing> state_;
};

} // namespace net
#endif
