#include "server.hpp"

#include <charconv>
#include <chrono>

namespace bench {
namespace {

namespace os = grader::os;

/// The port at the end of "listening on 127.0.0.1:40123"; 0 where it says something else.
std::uint16_t port_of(const std::string& line) {
    const std::size_t colon = line.rfind(':');
    std::uint16_t port = 0;
    if (line.starts_with("listening on ") && colon != std::string::npos)
        std::from_chars(line.data() + colon + 1, line.data() + line.size(), port);
    return port;
}

} // namespace

std::filesystem::path program_folder() {
    return os::own_path().parent_path();
}

server_process::server_process(const std::filesystem::path& program,
                               const std::vector<std::string>& arguments,
                               const placement& where) {
    const std::string name = program.filename().string();
    os::spawn_options options;
    options.error = os::stream::pipe;
    {
        const children_pinned there(where.server);
        process_ = os::child::spawn(program, arguments, options);
    }
    if (!process_.started()) {
        why_ = name + " does not start: " + process_.why_not();
        return;
    }
    const auto until = os::in(std::chrono::seconds(10));
    if (const auto line = process_.read_line(until))
        port_ = port_of(*line);
    if (port_ != 0)
        return;
    process_.kill();
    const auto words = process_.read_line(until, os::source::error);
    why_ = name + " does not listen" + (words ? ": " + *words : "");
}

} // namespace bench
