#include "capture.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace kit {
namespace {

namespace os = grader::os;

/// tcpdump's words where a right is missing: to open the interface (Linux, the BSDs), or
/// to become the user that it runs as.
bool lacks_a_right(const std::string& words) {
    constexpr std::array<std::string_view, 4> signs{
        "permission", "Operation not permitted", "Permission denied",
        "Couldn't change to"};
    return std::any_of(signs.begin(), signs.end(), [&](const std::string_view sign) {
        return words.find(sign) != std::string::npos;
    });
}

os::child start_tcpdump(std::uint16_t port) {
    os::spawn_options options;
    options.error = os::stream::pipe;
    options.keep_root = true;
    const std::string interface = os::system_name() == "linux" ? "lo" : "lo0";
    // The headers are enough, and each packet is to be written as soon as it is there.
    return os::child::spawn("tcpdump",
                            {"-i", interface, "-s", "256", "--immediate-mode", "-U", "-w",
                             "-", "tcp port " + std::to_string(port)},
                            options);
}

} // namespace

capture capture::of_port(std::uint16_t port, os::deadline until) {
    capture made;
    if (os::system_name() == "windows") {
        made.why_not_ = obstacle::no_loopback;
        return made;
    }
    if (!os::find_program("tcpdump")) {
        made.why_not_ = obstacle::no_tcpdump;
        return made;
    }
    made.tcpdump_ = start_tcpdump(port);
    made.words_ = made.tcpdump_.why_not();
    while (const auto line = made.tcpdump_.read_line(until, os::source::error)) {
        if (line->find("listening on ") != std::string::npos) {
            made.words_.clear();
            return made;
        }
        made.words_ += (made.words_.empty() ? "" : " ") + *line;
    }
    if (made.words_.empty())
        made.words_ = "tcpdump does not say that it listens";
    made.why_not_ = lacks_a_right(made.words_) ? obstacle::not_allowed : obstacle::failed;
    made.tcpdump_ = os::child(); // it may still run
    return made;
}

std::optional<tcp_segment> capture::next(os::deadline until) {
    for (;;) {
        while (const auto packet = file_.next())
            if (const auto segment = read_segment(file_.link_type(), *packet))
                return segment;
        if (!file_.broken().empty()) {
            words_ = "tcpdump's output cannot be read: " + file_.broken();
            return std::nullopt;
        }
        const std::string more = tcpdump_.read_some(until);
        if (more.empty())
            return std::nullopt;
        file_.take(more);
    }
}

void capture::stop() {
    tcpdump_.interrupt();
    static_cast<void>(tcpdump_.wait(os::in(std::chrono::seconds(2))));
    tcpdump_ = os::child();
}

capture try_capture() {
    auto tried = capture::of_port(1, os::in(std::chrono::seconds(10)));
    if (tried.why_not() == obstacle::none)
        tried.stop();
    return tried;
}

} // namespace kit
