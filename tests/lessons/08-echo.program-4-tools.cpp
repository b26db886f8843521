// Both programs against others that nobody here wrote, and against each other.
#include <cctype>

#include "08-echo.hpp"

namespace {

using echo_tools = support::lesson_test;
using namespace echo_tests; // NOLINT(google-build-using-namespace)

/// The tool sends a line that it is given and prints its echo, while its input is open.
void expect_line_echoed(program& tool) {
    tool.write("hello\n");
    support::expect_bytes("hello\n", tool.read(6), "standard output of the tool");
    tool.write("and goodbye\n");
    support::expect_bytes("and goodbye\n", tool.read(12), "standard output of the tool");
}

/// The number at the end of a line such as "listening on AF=2 127.0.0.1:40123".
std::string port_at_the_end(const std::string& line) {
    std::size_t at = line.size();
    while (at > 0 && std::isdigit(static_cast<unsigned char>(line[at - 1])) != 0)
        --at;
    return line.substr(at);
}

/// The client program says something to a server that echoes, and ends well.
void expect_client_served(const std::string& port, const std::string& text) {
    program client("client", {"--port", port});
    support::expect_bytes(text, client.exchange(text), "standard output");
    client.expect_exit(0);
}

TEST_F(echo_tools, serves_nc) {
    NEEDS_TOOL("nc");
    teaches("The server", "nc sends its input over TCP and prints what comes: a client.");
    running_server server;
    {
        auto nc = program::tool("nc", {"127.0.0.1", server.port_text()});
        expect_line_echoed(nc);
    } // some kinds of nc do not finish at the end of their input: it is ended here
    expect_service(server.client("the next client"), "the next client");
}

TEST_F(echo_tools, serves_socat) {
    NEEDS_TOOL("socat");
    teaches("The server", "socat joins two streams: here its own, and a TCP connection.");
    running_server server;
    auto socat =
        program::tool("socat", {"-t", "60", "-", "TCP4:127.0.0.1:" + server.port_text()});
    const auto data = support::pattern(mebibyte);
    support::expect_bytes(data, socat.exchange(data), "standard output of socat");
    socat.expect_exit(0);
}

TEST_F(echo_tools, serves_curl) {
    NEEDS_TOOL("curl");
    teaches("The server", "curl speaks many protocols; telnet:// is nearly plain TCP.");
    running_server server;
    auto curl =
        program::tool("curl", {"-s", "-N", "telnet://127.0.0.1:" + server.port_text()});
    expect_line_echoed(curl);
}

TEST_F(echo_tools, serves_node) {
    NEEDS_TOOL("node");
    teaches("The server", "node's net.connect is a client with a half-close of its own.");
    running_server server;
    auto node = program::tool(
        "node", {"-e",
                 "const s = require('net').connect(+process.argv[1], '127.0.0.1');"
                 "process.stdin.pipe(s); s.pipe(process.stdout);",
                 server.port_text()});
    const auto data = support::pattern(mebibyte);
    support::expect_bytes(data, node.exchange(data), "standard output of node");
    node.expect_exit(0);
}

TEST_F(echo_tools, talks_to_nc) {
    NEEDS_TOOL("nc");
    teaches("The client", "nc -l is a server for one client, and a person is its brain.");
    auto nc = program::tool("nc", {"-l", "-v", "127.0.0.1", "0"});
    const auto said =
        nc.process().read_line(support::deadline(), grader::os::source::error);
    const auto port = port_at_the_end(said.value_or(""));
    if (port.empty() || port == "0")
        GTEST_SKIP() << "this nc does not choose a port and say which";
    program client("client", {"--port", port});
    client.write("question\n");
    support::expect_bytes("question\n", nc.read(9), "standard output of nc");
    nc.write("answer\n");
    support::expect_bytes("answer\n", client.read(7), "standard output");
    client.close_input();
    nc.close_input();
    support::expect_bytes("", client.output(), "standard output");
    client.expect_exit(0);
}

TEST_F(echo_tools, talks_to_socat) {
    NEEDS_TOOL("socat");
    NEEDS_TOOL("cat");
    teaches("The client", "socat with cat behind it is an echo server.");
    auto socat = program::tool(
        "socat", {"-d", "-d", "-t", "60", "TCP4-LISTEN:0,bind=127.0.0.1", "EXEC:cat"});
    const auto port = port_at_the_end(socat.error_line());
    expect_client_served(port, "hello\n" + support::pattern(mebibyte));
}

TEST_F(echo_tools, talks_to_node) {
    NEEDS_TOOL("node");
    teaches("The client", "An echo server in one line of node.");
    auto node = program::tool(
        "node", {"-e", "const s = require('net').createServer({allowHalfOpen: true},"
                       " c => c.pipe(c));"
                       "s.listen(0, '127.0.0.1', () => console.log(s.address().port));"});
    expect_client_served(node.line(), "hello\n" + support::pattern(mebibyte));
}

TEST_F(echo_tools, talks_to_the_server_of_this_lesson) {
    teaches("The client", "Your client and your server, together at last.");
    running_server server;
    expect_client_served(server.port_text(), "hello\n" + support::pattern(4 * mebibyte));
    expect_client_served(server.port_text(), "");
}

} // namespace
