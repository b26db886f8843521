// What a server spends on an echo of 64 bytes: instructions of its own, system calls,
// allocations. Each is counted over 1000 echoes and over 3000, by a tool that watches the
// process, and the difference divided: start, connection and end fall out.
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <net/byte_order.hpp>
#include <net/socket.hpp>

#include "os/process.hpp"

namespace {

namespace os = grader::os;
namespace fs = std::filesystem;

constexpr int few = 1000, many = 3000;
constexpr auto patience = std::chrono::seconds(60);

/// Instructions that the two calls of an echo may take in all: what the system's library
/// takes for them is among these.
constexpr double most_instructions = 120;
/// Above the bare call, for each of the two calls, what the platform layer may take.
constexpr double most_of_the_layer = 30;

/// `count` echoes on one connection, which then ends. An empty text, or what went wrong.
std::string echoes(std::uint16_t port, int count) {
    net::socket_address server;
    server.family = net::address_family::ipv4;
    server.address = {127, 0, 0, 1};
    server.port = net::htons(port);
    const auto client = net::socket(server.family);
    if (!client)
        return "socket: " + client.error().message();
    std::string wrong;
    if (const auto done = net::connect(*client, server); !done)
        wrong = "connect: " + done.error().message();
    std::array<std::byte, 64> data{};
    for (int i = 0; wrong.empty() && i < count; ++i) {
        const auto sent = net::send(*client, data.data(), data.size());
        if (!sent || *sent != data.size())
            wrong = "send took less than all";
        for (std::size_t have = 0; wrong.empty() && have < data.size();) {
            const auto received =
                net::recv(*client, data.data() + have, data.size() - have);
            if (!received || *received == 0)
                wrong = "the echo ended early";
            else
                have += *received;
        }
    }
    // The server has seen the end before it is asked to stop.
    if (const auto done = net::shutdown(*client, net::shutdown_how::send);
        wrong.empty() && !done)
        wrong = "shutdown: " + done.error().message();
    for (bool ended = !wrong.empty(); !ended;) {
        const auto rest = net::recv(*client, data.data(), data.size());
        ended = !rest || *rest == 0;
    }
    if (const auto closed = net::close(*client); !closed && wrong.empty())
        wrong = "close: " + closed.error().message();
    return wrong;
}

std::uint16_t port_in(const std::string& line) {
    const std::size_t colon = line.rfind(':');
    return line.starts_with("listening on ") && colon != std::string::npos
               ? static_cast<std::uint16_t>(std::stoi(line.substr(colon + 1)))
               : std::uint16_t{0};
}

/// A server under a tool; everything that both of them wrote until the end.
std::string watched(const std::string& tool, std::vector<std::string> arguments,
                    const std::string& server, int count) {
    arguments.push_back((fs::path(FIRST_BYTE_SERVERS) / server).string());
    arguments.insert(arguments.end(), {"--port", "0"});
    auto process = os::child::spawn(tool, arguments);
    EXPECT_TRUE(process.started()) << process.why_not();
    const auto until = os::in(patience);
    std::string text;
    std::uint16_t port = 0;
    while (port == 0) {
        const auto line = process.read_line(until);
        if (!line)
            break;
        text += *line + "\n";
        port = port_in(*line);
    }
    EXPECT_NE(port, 0) << server << " does not listen under " << tool << ":\n" << text;
    if (port != 0) {
        EXPECT_EQ(echoes(port, count), "");
        EXPECT_TRUE(process.interrupt());
    }
    text += process.read_until_end(until).text;
    EXPECT_TRUE(process.wait(until).ended());
    return text;
}

/// The number that follows `before` in the text, with or without thousands' commas.
double number_after(const std::string& text, const std::string& before) {
    const std::size_t at = text.find(before);
    EXPECT_NE(at, std::string::npos) << "no \"" << before << "\" in:\n" << text;
    if (at == std::string::npos)
        return 0;
    std::string digits;
    for (std::size_t i = at + before.size(); i < text.size(); ++i) {
        if (text[i] >= '0' && text[i] <= '9')
            digits += text[i];
        else if (text[i] != ',' && !(digits.empty() && text[i] == ' '))
            break;
    }
    return digits.empty() ? 0 : std::stod(digits);
}

template <class Count>
double per_echo(const Count& count) {
    return (count(many) - count(few)) / (many - few);
}

bool there(const std::string& tool) {
    if (os::find_program(tool))
        return true;
    std::cout << "skipped: there is no " << tool << " here\n";
    return false;
}

double instructions_of(const std::string& server) {
    return per_echo([&](int echoes) {
        return number_after(
            watched("valgrind", {"--tool=callgrind", "--callgrind-out-file=/dev/null"},
                    server, echoes),
            "Collected :");
    });
}

TEST(gates, instructions) {
    if (!there("valgrind"))
        return;
    const double bare = instructions_of("baseline-echo"),
                 layer = instructions_of("platform-echo"),
                 lesson = instructions_of("lesson-server");
    std::cout << "instructions an echo: " << bare << " by hand, " << layer
              << " on the platform layer, " << lesson << " in lesson 08\n";
    EXPECT_LE(lesson, most_instructions);
    EXPECT_LE(layer - bare, 2 * most_of_the_layer);
}

/// The calls by name, as `strace -c` lists them: "calls" is its fourth column.
std::map<std::string, double> system_calls_of(const std::string& server, int echoes) {
    const fs::path file =
        fs::temp_directory_path() / ("first-byte-strace-" + std::to_string(os::own_id()));
    static_cast<void>(
        watched("strace", {"-f", "-c", "-o", file.string()}, server, echoes));
    std::ifstream in(file);
    std::map<std::string, double> calls;
    for (std::string line; std::getline(in, line);) {
        std::istringstream words(line);
        double share = 0, seconds = 0, each = 0, count = 0;
        if (!(words >> share >> seconds >> each >> count))
            continue;
        std::string name;
        for (std::string word; words >> word;)
            name = word;
        if (name != "total")
            calls[name] = count;
    }
    std::error_code error;
    fs::remove(file, error);
    return calls;
}

/// strace may be there and not be allowed to watch a process.
bool may_trace() {
    auto probe = os::child::spawn("strace", {"-c", "-o", "/dev/null", "true"});
    static_cast<void>(probe.read_until_end(os::in(patience)));
    if (probe.wait(os::in(patience)).exited_with(0))
        return true;
    std::cout << "skipped: strace may not watch a process here\n";
    return false;
}

TEST(gates, system_calls) {
    if (!there("strace") || !may_trace())
        return;
    for (const std::string server : {"baseline-echo", "platform-echo", "lesson-server"}) {
        const auto before = system_calls_of(server, few),
                   after = system_calls_of(server, many);
        std::map<std::string, long> each;
        for (const auto& [name, count] : after) {
            const auto then = before.find(name);
            const double more = count - (then == before.end() ? 0 : then->second);
            // Rounded: whether it waits for its next client already when it is stopped
            // is one call more or less, in both runs.
            if (const long calls = std::lround(more / (many - few)); calls != 0)
                each[name] = calls;
            EXPECT_LE(std::abs(more - std::round(more / (many - few)) * (many - few)), 1)
                << server << " calls " << name << " " << more << " times more in " << many
                << " echoes than in " << few;
        }
        const std::map<std::string, long> one_of_each{{"recvfrom", 1}, {"sendto", 1}};
        EXPECT_EQ(each, one_of_each) << server;
    }
}

TEST(gates, allocations) {
    if (!there("valgrind"))
        return;
    for (const std::string server : {"platform-echo", "lesson-server"})
        EXPECT_EQ(per_echo([&](int echoes) {
                      return number_after(watched("valgrind",
                                                  {"--tool=memcheck", "--leak-check=no"},
                                                  server, echoes),
                                          "total heap usage:");
                  }),
                  0)
            << server;
}

} // namespace
