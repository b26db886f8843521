// tcpdump on the loopback interface, for one port.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "os/process.hpp"
#include "pcap.hpp"

namespace kit {

/// Why there is no capture.
enum class obstacle {
    none,
    no_loopback, ///< the system does not let anybody capture there (Windows)
    no_tcpdump,  ///< it is not installed
    not_allowed, ///< it may not capture
    failed,      ///< anything else
};

class capture {
  public:
    /// Starts tcpdump, and returns when it listens or will not.
    [[nodiscard]] static capture of_port(std::uint16_t port, grader::os::deadline until);

    [[nodiscard]] obstacle why_not() const { return why_not_; }
    /// What tcpdump said, where it does not listen.
    [[nodiscard]] const std::string& words() const { return words_; }

    /// The next TCP segment. Nothing: the deadline passed, or words() say why none comes.
    [[nodiscard]] std::optional<tcp_segment> next(grader::os::deadline until);
    /// Ends tcpdump.
    void stop();

  private:
    grader::os::child tcpdump_;
    pcap_reader file_;
    obstacle why_not_ = obstacle::none;
    std::string words_;
};

/// Whether a capture can be had here: tries one.
[[nodiscard]] capture try_capture();

} // namespace kit
