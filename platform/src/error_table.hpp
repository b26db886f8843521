// What each system's folder provides for the native error category.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <system_error>

namespace net::detail {

/// One error that a socket call may report on this system.
struct native_entry {
    int code;              ///< errno, or a WSA code
    std::string_view name; ///< "ECONNREFUSED", "WSAECONNREFUSED"
    std::errc portable;    ///< what it means on every system
};

/// All of them; where several codes mean the same, the one that native_error(errc) is to
/// give comes first. Defined in posix/error.cpp and windows/error.cpp.
[[nodiscard]] std::span<const native_entry> native_table() noexcept;

/// The system's own words for a code that is not in the table.
[[nodiscard]] std::string system_words(int code);

/// Whether a code matches one of net::condition's values, where the table's `portable`
/// does not tell: the spellings listed at net::condition.
[[nodiscard]] bool is_peer_gone(int code) noexcept;
[[nodiscard]] bool is_in_progress(int code) noexcept;
[[nodiscard]] bool is_client_lost(int code) noexcept;

} // namespace net::detail
