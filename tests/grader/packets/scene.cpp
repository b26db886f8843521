#include "scene.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>

#include "loopback.hpp"
#include "os/process.hpp"

namespace kit {
namespace {

namespace os = grader::os;

using namespace std::chrono_literals;

/// For what takes no time at all where the programs do what they should.
os::deadline soon() {
    return os::in(5s);
}

} // namespace

/// A program on the stage, and all that it has said.
struct actor {
    std::string name; ///< "The server"
    os::child process;
    std::string said;
};

/// The programs of a lesson, kit, and the capture that sees what passes between them.
class stage {
  public:
    explicit stage(fs::path programs) : programs_(std::move(programs)) {}

    [[nodiscard]] actor start(std::string name, const std::string& program,
                              const std::vector<std::string>& args) const;
    /// The next line of a program that begins with `start`; empty, and a problem: none
    /// comes.
    std::string line_of(actor& who, std::string_view start);
    /// Where a program listens, by its line; 0, and a problem: nowhere.
    std::uint16_t port_of(actor& server);
    /// Waits for a program to end; one that does not, or fails, is a problem.
    void end(actor& who);
    void expect(const loopback_socket& kits);

    /// Captures what belongs to this port from now on. False: no capture.
    bool watch(std::uint16_t port);
    /// Starts a server, and watches where it listens. Nothing: it does not, or no
    /// capture.
    std::optional<actor> watched_server(const std::string& program,
                                        const std::vector<std::string>& more = {});
    [[nodiscard]] std::uint16_t port() const { return shown_.server_port; }
    /// Takes in packets until the connection, or one side of it, has ended.
    void see_end();
    void see_end_of(side who);

    [[nodiscard]] performance& shown() { return shown_; }

  private:
    template <typename Done>
    void see_until(Done done);

    fs::path programs_;
    capture capture_;
    performance shown_;
};

actor stage::start(std::string name, const std::string& program,
                   const std::vector<std::string>& args) const {
    os::spawn_options options;
    options.input = os::stream::pipe;
    const fs::path path = programs_ / (program + std::string(os::program_suffix()));
    return {std::move(name), os::child::spawn(path, args, options), {}};
}

std::string stage::line_of(actor& who, std::string_view start) {
    const auto limit = soon();
    while (const auto line = who.process.read_line(limit)) {
        who.said += *line + "\n";
        if (line->starts_with(start))
            return *line;
    }
    if (!who.process.started())
        shown_.problems.push_back(who.name +
                                  " cannot be started: " + who.process.why_not());
    else
        end(who);
    return {};
}

std::uint16_t stage::port_of(actor& server) {
    const auto line = line_of(server, "listening on ");
    std::uint16_t port = 0;
    if (const auto colon = line.rfind(':'); colon != std::string::npos)
        std::from_chars(line.data() + colon + 1, line.data() + line.size(), port);
    if (port == 0 && shown_.problems.empty())
        shown_.problems.push_back(server.name + " does not say where it listens.");
    return port;
}

void stage::end(actor& who) {
    who.process.close_input();
    const auto limit = soon();
    who.said += who.process.read_until_end(limit, 1u << 16).text;
    const auto how = who.process.wait(limit);
    if (how.exited_with(0))
        return;
    std::string problem = who.name + " ";
    problem +=
        how.ended() ? os::in_words(how) : "did not end within 5 s; kit has ended it";
    if (!who.said.empty())
        problem += ". It said: " + who.said.substr(0, 500);
    std::replace(problem.begin(), problem.end(), '\n', ' ');
    shown_.problems.push_back(problem);
    who.process = os::child();
}

void stage::expect(const loopback_socket& kits) {
    if (kits.error())
        shown_.problems.push_back("kit's side of the conversation failed: " +
                                  kits.error().message());
}

bool stage::watch(std::uint16_t port) {
    if (port == 0)
        return false;
    shown_.server_port = port;
    shown_.packets = conversation(port);
    capture_ = capture::of_port(port, os::in(10s));
    shown_.why_not = capture_.why_not();
    shown_.words = capture_.words();
    return shown_.why_not == obstacle::none;
}

std::optional<actor> stage::watched_server(const std::string& program,
                                           const std::vector<std::string>& more) {
    std::vector<std::string> args{"--port", "0"};
    args.insert(args.end(), more.begin(), more.end());
    auto server = start("The server", program, args);
    if (!watch(port_of(server)))
        return std::nullopt;
    return server;
}

template <typename Done>
void stage::see_until(Done done) {
    // What has gone wrong sends little more.
    const auto limit = shown_.problems.empty() ? soon() : os::in(500ms);
    while (!shown_.packets.has_ended() && !done()) {
        const auto segment = capture_.next(limit);
        if (!segment)
            break;
        shown_.packets.add(*segment);
    }
}

void stage::see_end_of(side who) {
    see_until([&] { return shown_.packets.has_finished(who); });
}

void stage::see_end() {
    see_until([] { return false; });
    if (!capture_.words().empty())
        shown_.problems.push_back(capture_.words() + ".");
    else if (shown_.packets.rows().empty())
        shown_.problems.emplace_back("No packet came.");
    else if (!shown_.packets.has_ended())
        shown_.problems.emplace_back(
            "The connection has not ended: no RST, and not a FIN with its ACK from both "
            "sides.");
    capture_.stop();
}

namespace {

/// 04: the client connects and closes; its connection waits in the queue until the
/// listener closes.
void connect_only(stage& on) {
    loopback_socket listening;
    const auto port = listening.listen();
    on.expect(listening);
    if (!on.watch(port))
        return;
    auto client = on.start("The client", "main", {"--port", std::to_string(port)});
    const bool connected = !on.line_of(client, "connected:").empty();
    if (connected)
        on.end(client);
    on.see_end_of(side::client);
    listening.close();
    on.see_end();
}

/// 05: the server accepts one client and closes; then the client does.
void accept_one(stage& on) {
    auto server = on.watched_server("main", {"--clients", "1"});
    if (!server)
        return;
    loopback_socket client;
    if (client.connect(on.port()))
        static_cast<void>(client.receive(1));
    on.see_end_of(side::server);
    client.close();
    on.expect(client);
    on.end(*server);
    on.see_end();
}

/// 06: one line there and back.
void echo_one_line(stage& on) {
    auto server = on.watched_server("main");
    if (!server)
        return;
    constexpr std::string_view line = "hello\n";
    loopback_socket client;
    if (client.connect(on.port()) && client.send(line) &&
        client.receive(line.size()) == line && client.finish_sending())
        static_cast<void>(client.receive(1));
    client.close();
    on.expect(client);
    on.end(*server);
    on.see_end();
}

/// 07: both sides are the lesson's, and each finishes.
void ask_and_echo(stage& on) {
    auto server = on.watched_server("main");
    if (!server)
        return;
    auto client =
        on.start("The client", "main", {"--ask", "--port", std::to_string(on.port())});
    client.process.write("goodbye", soon());
    on.end(client);
    on.end(*server);
    on.see_end();
}

/// 08: the two programs; the line is back before the input ends.
void two_programs(stage& on) {
    auto server = on.watched_server("server");
    if (!server)
        return;
    auto client = on.start("The client", "client", {"--port", std::to_string(on.port())});
    client.process.write("hello\n", soon());
    if (!on.line_of(client, "hello").empty())
        on.end(client);
    on.see_end(); // the server goes on until it is dropped
}

constexpr std::array scenes{
    scene{"04", "lesson 04's program", "kit: it listens, and accepts nobody",
          connect_only},
    scene{"05", "kit: it connects, and waits for the end", "lesson 05's program",
          accept_one},
    scene{"06", "kit: a line, and the end when it is back", "lesson 06's program",
          echo_one_line},
    scene{"07", "lesson 07's program, asking \"goodbye\"", "lesson 07's program",
          ask_and_echo},
    scene{"08", "lesson 08's client, with a line to send", "lesson 08's server",
          two_programs},
};

} // namespace

std::span<const scene> all_scenes() {
    return scenes;
}

const scene* scene_of(const lesson& which) {
    for (const scene& each : scenes)
        if (each.lesson == which.number)
            return &each;
    return nullptr;
}

performance play(const scene& which, const fs::path& programs) {
    stage on(programs);
    which.play(on);
    return std::move(on.shown());
}

} // namespace kit
