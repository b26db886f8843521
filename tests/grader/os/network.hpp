// A network of this process's own.
#pragma once

namespace grader::os {

/// Moves this process, and what it starts from now on, into a network that has nothing
/// but loopback, and in which tcpdump may capture without any right outside of it. Linux,
/// where users may make one (user_namespaces(7), network_namespaces(7)); for a process of
/// one thread. False: not here; who goes on then may have no network at all.
[[nodiscard]] bool enter_own_network() noexcept;

} // namespace grader::os
