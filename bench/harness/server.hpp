// A server as a process of its own: ours, a lesson's, a library's.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "os/process.hpp"
#include "placement.hpp"

namespace bench {

/// Every server that is measured keeps to this: it takes `--port 0`, listens on 127.0.0.1
/// (with `--v6` on ::1) and prints "listening on ADDRESS:PORT" as its first line, as the
/// server of lesson 08 does. The destructor ends it.
class server_process {
  public:
    /// Starts `program` on the processor that `where` keeps for servers and waits for its
    /// first line. started() tells whether it listens, and why() why not: it is not
    /// built, it ended (with its own last words), it said nothing for 10 s.
    server_process(const std::filesystem::path& program,
                   const std::vector<std::string>& arguments, const placement& where);

    [[nodiscard]] bool started() const noexcept { return port_ != 0; }
    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
    [[nodiscard]] const std::string& why() const noexcept { return why_; }

  private:
    grader::os::child process_;
    std::uint16_t port_ = 0;
    std::string why_;
};

/// The folder with the servers: the one of this program.
[[nodiscard]] std::filesystem::path program_folder();

} // namespace bench
