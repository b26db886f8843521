#include "peers/sockperf.hpp"

#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <vector>

#include <net/address.hpp>
#include <net/byte_order.hpp>
#include <net/socket.hpp>

#include "os/process.hpp"

namespace bench {
namespace {

using namespace std::chrono_literals;
namespace os = grader::os;

/// The number behind these words; nothing where they do not stand there.
std::optional<double> number_behind(std::string_view text, std::string_view words) {
    const std::size_t at = text.find(words);
    if (at == std::string_view::npos)
        return std::nullopt;
    text.remove_prefix(at + words.size());
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    double number = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() ? std::optional(number) : std::nullopt;
}

/// A port that was free a moment ago; 0: there is none. sockperf cannot choose one
/// itself.
std::uint16_t free_port() {
    net::socket_address local;
    local.family = net::address_family::ipv4;
    local.address = {127, 0, 0, 1};
    const auto made = net::socket(local.family);
    if (!made)
        return 0;
    const auto bound = net::bind(*made, local);
    const auto where = net::getsockname(*made);
    const auto closed = net::close(*made);
    return bound && where && closed ? net::ntohs(where->port) : 0;
}

/// The line of its output that says what is wrong.
std::string complaint(const std::string& output) {
    const std::size_t at = output.find("ERROR: ");
    if (at == std::string::npos)
        return "it said nothing of use";
    return output.substr(at + 7, output.find('\n', at) - at - 7);
}

/// Starts it on that processor, with what both sides are given.
os::child start(std::vector<std::string> words, std::uint16_t port,
                std::optional<int> processor) {
    words.insert(words.end(), {"--tcp", "-i", "127.0.0.1", "-p", std::to_string(port)});
    const children_pinned there(processor);
    return os::child::spawn("sockperf", words);
}

/// Whether another port may help.
enum class outcome { done, port_taken };

outcome measure(const placement& where, std::uint16_t port, sockperf_result& result) {
    os::child server = start({"server"}, port, where.server);
    if (!server.started()) {
        result.words = "sockperf does not start: " + server.why_not() + ".";
        return outcome::done;
    }
    std::string said;
    const auto until = os::in(5s);
    do {
        // It says nothing through a pipe before it ends; so it listens when a client says
        // so, and has failed when it has ended.
        if (server.wait(os::in(100ms)).ended()) {
            said = complaint(server.read_until_end(os::in(1s)).text);
            result.words = "sockperf's server failed: " + said + ".";
            return said.find("in use") != std::string::npos ? outcome::port_taken
                                                            : outcome::done;
        }
        os::child client =
            start({"ping-pong", "-m", "64", "-t", "2"}, port, where.client);
        const std::string output = client.read_until_end(os::in(20s)).text;
        if (const auto figures = read_sockperf(output)) {
            result = *figures;
            return outcome::done;
        }
        said = complaint(output);
    } while (std::chrono::steady_clock::now() < until);
    result.words = "sockperf's client failed: " + said + ".";
    return outcome::done;
}

} // namespace

std::optional<sockperf_result> read_sockperf(std::string_view output) {
    const auto mean = number_behind(output, "Summary: Latency is");
    const auto median = number_behind(output, "percentile 50.000 =");
    if (!mean || !median)
        return std::nullopt;
    sockperf_result made;
    made.mean = *mean * 2 * 1000;
    made.median = *median * 2 * 1000;
    char words[160];
    std::snprintf(words, sizeof words,
                  "sockperf measures %.2f µs for a round trip of 64 bytes (median; mean "
                  "%.2f µs).",
                  made.median / 1000, made.mean / 1000);
    made.words = words;
    return made;
}

sockperf_result run_sockperf(const placement& where) {
    sockperf_result result;
    if (!where.missing.empty()) {
        result.words = "sockperf was not run: " + where.missing + ".";
        return result;
    }
    if (!os::find_program("sockperf")) {
        result.words = "sockperf is not installed here (Debian: sockperf).";
        return result;
    }
    std::string taken;
    for (int attempt = 0; attempt < 3; ++attempt) {
        const std::uint16_t port = free_port();
        if (port == 0) {
            result.words = "sockperf was not run: there is no free port.";
            return result;
        }
        if (measure(where, port, result) == outcome::done) {
            result.words = taken + result.words;
            return result;
        }
        taken += "Port " + std::to_string(port) + " was taken by another program. ";
    }
    result.words = taken + result.words;
    return result;
}

} // namespace bench
