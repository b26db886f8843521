// The scripted seam: how a test makes calls fail, cuts them short, and reads afterwards
// what was called. Only tests and ./kit demo link it; it is not for students' code.
//
// Handles that the scripted seam gives out are tokens, never the system's numbers. A
// token is never given out twice within one script, so that a second close, a use after
// close and a leak are always seen, even where the system reuses its numbers. On Windows
// tokens are larger than an int and than half of 2^64.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <net/address.hpp>
#include <net/handle.hpp>
#include <net/options.hpp>
#include <net/socket.hpp>

namespace net::script {

/// The calls that the seam knows.
enum class call {
    socket,
    bind,
    listen,
    accept,
    connect,
    send,
    recv,
    shutdown,
    close,
    getsockname,
    getpeername,
    set_option,
    get_option,
    set_nonblocking,
    poll,
};
[[nodiscard]] std::string_view name(call c) noexcept;

/// One call, as it went.
struct record {
    call fn{};
    std::string actor;                     ///< "" is the code under test
    native_handle handle = invalid_handle; ///< the token it was called with
    long long number = 0;                  ///< the token's short number, as in "#3"
    std::size_t asked = 0;               ///< send, recv: the length; listen: the backlog
    std::string detail;                  ///< arguments that have no field of their own
    std::string words;                   ///< not empty: a line that is no call at all
    std::string bytes;                   ///< the first bytes that crossed, 32 at most
    socket_address address;              ///< bind, connect: the argument; accept: peer
    net::option opt{};                   ///< set_option, get_option
    std::int64_t value = 0;              ///< set_option: argument; others: the result
    bool done = false;                   ///< false: it has not returned
    bool scripted = false;               ///< the script changed its answer or length
    std::error_code error;               ///< empty: success
    native_handle made = invalid_handle; ///< socket, accept: the new token
    std::size_t left_out = 0; ///< calls that ended before this one and were not kept
    std::chrono::steady_clock::time_point begun;
    std::chrono::steady_clock::time_point ended;
};

/// Forgets plan, trace and misuse; closes every handle still open; starts anew.
void reset();

// -- The plan. Numbers count from 0, per function, from the last reset.

/// The nth call of `fn` answers `error`. The system is not asked, no byte moves; only
/// close does close before it answers.
void fail(call fn, int nth, std::error_code error);
void fail(call fn, int nth, std::errc error);
/// The nth call of `fn` and every later one answers `error`.
void fail_from(call fn, int nth, std::errc error);
/// The nth call of any function that the code under test makes answers with an error
/// that is usual for that function (see usual_error).
void fail_any(int nth);
/// The nth send or recv moves at most `most` bytes; `most` is 1 or more.
void shorten(call fn, int nth, std::size_t most);
/// Every send or recv moves at most `most` bytes.
void shorten_all(call fn, std::size_t most);
/// The nth call of `fn` runs `what` first, in the calling thread: a peer that resets
/// exactly then, for one.
void before(call fn, int nth, std::function<void()> what);
/// The next token's short number, such as 0; below 3, so that it is nobody else's.
void next_number(long long number);

/// What fail_any answers for a function.
[[nodiscard]] std::errc usual_error(call fn) noexcept;

// -- Handles.

/// Puts a handle of the system under the seam: the token for it. The seam owns it now.
[[nodiscard]] native_handle adopt(native_handle system,
                                  std::string_view how = "the test");
/// The system's handle behind a token, to look at; invalid_handle if it is closed.
[[nodiscard]] native_handle system_handle(native_handle token);
/// "#3" for a token.
[[nodiscard]] std::string text(native_handle token);

// -- What happened.

/// How many calls are kept: a loop without an end makes millions of them in a second.
inline constexpr std::size_t first_kept = 250'000, last_kept = 1'000;

/// All calls so far, in the order in which they ended; those not ended come last. Of very
/// many only the first and the last: see record::left_out.
[[nodiscard]] std::vector<record> trace();
/// How often `fn` was called by the code under test.
[[nodiscard]] int count(call fn);
/// Whether the last plan still had something to do: fail_any(n) reached no call n.
[[nodiscard]] bool plan_unused();
/// The error that the plan answered last; empty if none did.
[[nodiscard]] std::error_code injected();
/// The tokens that are open, each in words: "#3, opened by socket()".
[[nodiscard]] std::vector<std::string> open_handles();
/// What was done wrongly with handles, in words: "#3 is closed a second time".
[[nodiscard]] std::vector<std::string> misuse();
/// What was wrong first: a call without a socket (a handle that was never opened is one,
/// too), a second close, a use after the close.
enum class misuse_kind { none, no_socket, second_close, after_close };
[[nodiscard]] misuse_kind first_misuse();

/// A record's call in words: `send(#3, 11 bytes "hello world")`.
[[nodiscard]] std::string call_text(const record& r);
/// A record's answer in words: `7`, `ok`, `#4 from 127.0.0.1:40312`, `ECONNREFUSED`.
[[nodiscard]] std::string answer_text(const record& r);
/// Bytes in words: `11 bytes "hello world"`; what does not print is escaped.
[[nodiscard]] std::string bytes_text(std::size_t size, std::string_view first_bytes);

/// Adds a line to the trace that is not a call of the code under test: what a peer did.
void note(record r);
/// Called with every record as it ends (nullptr: nobody). For writing a trace elsewhere.
void on_record(std::function<void(const record&)> sink);

} // namespace net::script
