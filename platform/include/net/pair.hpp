// Two sockets connected to each other, and a way to wake a waiting thread.
#pragma once

#include <net/handle.hpp>
#include <net/result.hpp>

namespace net {

/// Two stream sockets connected to each other over loopback.
struct handle_pair {
    native_handle first = invalid_handle;  ///< one end; its owner closes it
    native_handle second = invalid_handle; ///< the other end; its owner closes it
};

/// Makes a connected pair of TCP sockets on 127.0.0.1; the caller owns both handles.
/// A stranger that connects in between is recognised by its address and turned away.
/// BSD has socketpair(2) for local sockets; this one works on every system.
/// Blocks for one handshake. Errors: those of socket, bind, listen, getsockname, connect
/// and accept.
[[nodiscard]] result<handle_pair> socket_pair();

/// Wakes a thread that waits in net::poll. To close a socket, or to shut down a listening
/// one, wakes a thread that waits for it on some systems only; this works on all: put
/// handle() into the list that the thread polls, with want_read.
class wakeup {
  public:
    /// Makes the pair behind it. Errors: those of socket_pair.
    [[nodiscard]] static result<wakeup> make();

    /// Takes the pair over; what it was taken from may only be destroyed or assigned to.
    wakeup(wakeup&& other) noexcept;
    /// Closes the pair that it had, and takes the other over.
    wakeup& operator=(wakeup&& other) noexcept;
    /// Closes both ends.
    ~wakeup();

    /// What to poll for reading.
    [[nodiscard]] native_handle handle() const noexcept { return pair_.first; }

    /// Makes handle() readable. Any thread may call it, any number of times; it does
    /// not block. Errors: those of send; a wake-up that is pending already is success.
    [[nodiscard]] result<void> notify();

    /// Makes handle() unreadable again. Does not block. Errors: those of recv.
    [[nodiscard]] result<void> reset();

  private:
    explicit wakeup(handle_pair pair) noexcept : pair_(pair) {}
    handle_pair pair_;
};

} // namespace net
