// What the contract tests of several lessons look at: single calls of the trace, and
// handles that the test itself opened.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <net/os.hpp>

#include "lesson.hpp"

namespace calls {

using net::script::call;
using net::script::record;

/// All calls that the code under test made, in their order.
[[nodiscard]] inline std::vector<record> all() {
    std::vector<record> own;
    for (const auto& r : net::script::trace())
        if (r.actor.empty() && r.words.empty())
            own.push_back(r);
    return own;
}

/// The calls of one function.
[[nodiscard]] inline std::vector<record> of(call fn) {
    std::vector<record> some;
    for (const auto& r : all())
        if (r.fn == fn)
            some.push_back(r);
    return some;
}

/// The one call of a function that must have been made. `by` made it: "open_bound".
[[nodiscard]] inline record only(call fn, std::string_view by) {
    const auto made = of(fn);
    const std::string name = std::string(net::script::name(fn)) + "()";
    std::optional<support::advice> about_repeats;
    if (made.size() > 1 && fn != call::close) // of closing, the test says more
        about_repeats.emplace(
            "One such call is enough. In the timeline: what comes before "
            "the second one, and why does your code call again?");
    if (made.size() != 1)
        support::fail(std::string(by) + " calls " + name + " once",
                      made.empty() ? "it never calls " + name
                                   : "it makes " + support::count(made.size(), "call") +
                                         " of " + name);
    return made.front();
}

/// Fails where the function was called.
inline void expect_none(call fn, std::string_view by, std::string_view why) {
    if (const auto made = of(fn); !made.empty())
        support::fail(std::string(by) + " does not call " +
                          std::string(net::script::name(fn)) + "(): " + std::string(why),
                      "it calls " + net::script::call_text(made.front()));
}

/// The error must be the very one that the system's call answered.
template <class T>
void expect_same_error(const net::result<T>& result, std::errc of_the_call,
                       std::string_view name) {
    const auto expected = net::native_error(of_the_call);
    const std::string call_name(name);
    if (!result && result.error() != expected)
        support::fail(call_name + " hands on the error of the call that failed: " +
                          support::in_words(expected),
                      "it answers another error: " + support::in_words(result.error()) +
                          (result.error().category() == expected.category()
                               ? ""
                               : ", and not one of net::native_category()"));
    support::expect_error(result, expected, name);
}

/// As above, where closing the socket failed afterwards with `of_close`.
template <class T>
void expect_first_error(const net::result<T>& result, std::errc of_the_step,
                        std::errc of_close, std::string_view name) {
    if (!result && result.error() == net::native_error(of_close))
        support::fail(std::string(name) + " answers " +
                          support::in_words(net::native_error(of_the_step)),
                      "it answers the error of close(), which came afterwards: " +
                          support::in_words(result.error()));
    expect_same_error(result, of_the_step, name);
}

/// For with_every_fault: what a test got is closed in the end, by its owner's destructor,
/// which has nobody to tell that closing failed.
[[nodiscard]] inline bool is_close(call fn) {
    return fn == call::close;
}

/// A new socket that the test opened: a token for it.
[[nodiscard]] inline net::native_handle
open_handle(net::address_family family = net::address_family::ipv4) {
    const auto token = net::script::adopt(
        support::value_of(net::os::socket(family), "the test's own socket()"));
    support::peer_note("the test", "opens " + net::script::text(token));
    return token;
}

/// The handle is open, and nobody closed it.
inline void expect_open(net::native_handle token, std::string_view when) {
    if (token == net::invalid_handle)
        support::fail("there is an open socket " + std::string(when),
                      "the object owns no handle: it is net::invalid_handle");
    const std::string name = net::script::text(token);
    support::expect(net::script::system_handle(token) != net::invalid_handle,
                    name + " is open " + std::string(when),
                    name + " is closed already: its owner cannot use it any more");
}

/// The function returns this socket, so it's the caller's from now on.
inline void expect_returned(net::native_handle token, std::string_view when) {
    const support::advice about_its_owner(
        "The caller gets the socket open, and closes it later. Does something in your "
        "function own it as well, or close it before you return?");
    expect_open(token, when);
}

/// The function was lent this socket.
inline void expect_borrowed(net::native_handle token, std::string_view when) {
    const support::advice about_its_owner(
        "The socket is only lent to this function. Its owner closes it, whatever happens "
        "here.");
    expect_open(token, when);
}

/// The address of a socket's own end, as the system knows it.
[[nodiscard]] inline net::socket_address real_local(net::native_handle token) {
    expect_returned(token, "when the test asks for its address");
    return support::value_of(net::os::getsockname(net::script::system_handle(token)),
                             "the system's getsockname()");
}

/// The handle has been given back to the system.
inline void expect_closed(net::native_handle token, std::string_view when) {
    const std::string name = net::script::text(token);
    support::expect(net::script::system_handle(token) == net::invalid_handle,
                    name + " is closed " + std::string(when),
                    name + " is still open: nobody gave it back to the system");
}

} // namespace calls
