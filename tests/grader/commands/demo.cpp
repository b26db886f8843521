// kit demo: the reference server and the reference client as two processes, and every
// socket call of both.
#include <array>
#include <system_error>

#include "../build.hpp"
#include "../build_lock.hpp"
#include "../commands.hpp"
#include "../screen.hpp"
#include "../timeline.hpp"
#include "os/process.hpp"

namespace kit {
namespace {

namespace os = grader::os;

constexpr int first_port = 5000;
constexpr int ports_to_try = 50;

/// A process of the demo, and the file that its calls go to.
struct actor {
    os::child process;
    fs::path trace;
};

fs::path demo_program(const project& where, const std::string& name) {
    return where.build_folder("student") / "bin" / "demo" /
           (name + std::string(os::program_suffix()));
}

actor start(const project& where, const std::string& name, const arguments& args) {
    actor made;
    made.trace = where.own_folder() / "tmp" /
                 ("demo-" + name + "-" + std::to_string(os::own_id()) + ".trace");
    std::error_code error;
    fs::create_directories(made.trace.parent_path(), error);
    fs::remove(made.trace, error);
    os::spawn_options options;
    options.input = name == "client" ? os::stream::pipe : os::stream::null;
    options.error = os::stream::pipe;
    options.environment = {{"FIRST_BYTE_TRACE", made.trace.string()}};
    made.process = os::child::spawn(demo_program(where, name), args, options);
    return made;
}

/// Starts the server on the first port that is free; 0: on none.
int start_server(const project& where, actor& server) {
    for (int port = first_port; port < first_port + ports_to_try; ++port) {
        server = start(where, "server", {"--port", std::to_string(port)});
        if (server.process.read_line(os::in(std::chrono::seconds(10))))
            return port;
        const auto why =
            server.process.read_line(os::in(std::chrono::seconds(1)), os::source::error);
        if (!why || why->find("cannot listen") == std::string::npos) {
            complain("The server did not start: " +
                     why.value_or(server.process.why_not()));
            return 0;
        }
        say_wrapped("Port " + std::to_string(port) + " is taken: the server says \"" +
                    why.value() + "\".");
    }
    complain("No port from " + std::to_string(first_port) + " on is free.");
    return 0;
}

/// What is typed into the client, and what it prints. False: it did not print the same.
bool converse(os::child& client) {
    static constexpr std::array words{"hello", "first byte?"};
    for (const std::string line : words) {
        const auto limit = os::in(std::chrono::seconds(10));
        if (!client.write(line + "\n", limit))
            return false;
        const auto back = client.read_line(limit);
        say("  you type  " + line);
        say("  it prints " + back.value_or("(nothing)"));
        if (back != line)
            return false;
    }
    client.close_input();
    say("  you end the input");
    return client.wait(os::in(std::chrono::seconds(10))).exited_with(0);
}

std::vector<timeline_row> rows_of(const actor& server, const actor& client) {
    auto calls = read_trace(read_file(server.trace).value_or(""), false);
    const auto more = read_trace(read_file(client.trace).value_or(""), true);
    calls.insert(calls.end(), more.begin(), more.end());
    auto rows = make_timeline(std::move(calls));
    // The server ends while it waits for its next client: such a call has no answer.
    rows.push_back({"accept waits for the next client; Ctrl-C ends the process, and the "
                    "system closes its listening socket",
                    "", ""});
    return rows;
}

bool show(const project& where) {
    actor server;
    const int port = start_server(where, server);
    if (port == 0)
        return false;
    const std::string address = "127.0.0.1:" + std::to_string(port);
    if (port != first_port)
        say("The server takes " + std::to_string(port) + " instead.");
    say("The server is process " + std::to_string(server.process.id()) +
        " and listens on " + address + ".");
    actor client = start(where, "client", {"127.0.0.1", "--port", std::to_string(port)});
    say("The client is process " + std::to_string(client.process.id()) + ".");
    say();
    const bool talked = client.process.started() && converse(client.process);
    server.process.interrupt();
    static_cast<void>(server.process.wait(os::in(std::chrono::seconds(10))));
    say("  you press Ctrl-C in the server");
    say();
    say("Every socket call of both, in the order of time. #3 is a socket's number.");
    say();
    for (const auto& line :
         say_timeline(rows_of(server, client), "the server", "the client"))
        say(line);
    say();
    std::error_code error;
    fs::remove(server.trace, error);
    fs::remove(client.trace, error);
    if (!talked)
        complain("The conversation went wrong; the calls above show where.");
    return talked;
}

} // namespace

int run_demo(const project& where, const arguments& args) {
    const call asked("demo", args, {});
    if (!asked.names_nothing())
        return status_wrong_call;
    if (!where.has_solutions()) {
        complain("This kit was handed out without the programs of the demo.");
        return status_failed;
    }
    std::error_code error;
    if (!fs::exists(demo_program(where, "server"), error))
        complain("(building the server and the client: the first time takes longer)");
    const build_lock ours(where, "student");
    const auto built = build(where, "student", {"demo"});
    if (!built.good) {
        say(built.output);
        return built.tools_failed ? status_impossible : status_failed;
    }
    say(paint("The classic pair: an echo server and its client", tone::strong));
    say();
    if (!show(where))
        return status_failed;
    say("You write both, call by call. It begins with lessons/01-socket/README.md");
    return status_good;
}

} // namespace kit
