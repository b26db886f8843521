#include "program.hpp"

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include <net/address.hpp>
#include <net/byte_order.hpp>

#include "built.hpp"

namespace support {
namespace {

namespace os = grader::os;

std::filesystem::path own_program(const std::string& name) {
    const char* folder = std::getenv("FIRST_BYTE_PROGRAMS");
    if (folder == nullptr)
        fail("FIRST_BYTE_PROGRAMS names the folder of the programs to judge",
             "it is not set: start these tests by ./kit check or by ctest");
    return std::filesystem::path(folder) / (name + std::string(os::program_suffix()));
}

os::spawn_options three_pipes() {
    os::spawn_options options;
    options.input = os::stream::pipe;
    options.error = os::stream::pipe;
    return options;
}

os::child started(os::child child, const std::filesystem::path& path) {
    if (!child.started())
        fail("the program " + path.filename().string() + " starts", child.why_not());
    return child;
}

std::string command(const std::string& name, const std::vector<std::string>& arguments) {
    std::string line = name;
    for (const auto& argument : arguments)
        line += " " + argument;
    return line;
}

} // namespace

program::program(std::string name, const std::vector<std::string>& arguments)
    : child_(started(spawn_built(own_program(name), arguments, three_pipes()), name)),
      name_(std::move(name)) {
    note("starts: " + command(name_, arguments));
}

program::program(os::child child, std::string name, bool own)
    : child_(std::move(child)), name_(std::move(name)), own_(own) {}

program program::tool(std::string name, const std::vector<std::string>& arguments) {
    const auto path = os::find_program(name);
    if (!path)
        fail("this machine has " + name, "it is not in PATH");
    program made(started(os::child::spawn(*path, arguments, three_pipes()), *path),
                 std::move(name), false);
    made.note("starts: " + command(made.name_, arguments));
    return made;
}

program::~program() = default; // the child's own destructor ends it

void program::note(std::string words) const {
    net::script::record r;
    r.actor = own_ ? "" : name_;
    r.words = std::move(words);
    net::script::note(r);
}

std::string program::line() {
    const auto found = child_.read_line(deadline());
    if (!found)
        fail(name_ + " prints a line on standard output",
             child_.wait(grader::os::in(std::chrono::milliseconds(200))).ended()
                 ? "it ended without one; on error output it said: " +
                       child_.read_some(deadline(), os::source::error)
                 : "none came: printed, but not flushed?");
    note("prints \"" + *found + "\"");
    return *found;
}

std::uint16_t program::listening_port() {
    constexpr std::string_view lead = "listening on ";
    const std::string said = line();
    if (said.starts_with(lead))
        if (const auto where = printed_address(said.substr(lead.size())))
            if (*where == loopback_address(net::ntohs(where->port)) && where->port != 0)
                return net::ntohs(where->port);
    fail(name_ + " prints \"listening on 127.0.0.1:PORT\", with its real port",
         "it prints \"" + said + "\"");
}

std::string program::listening_port_text() {
    return std::to_string(listening_port());
}

void program::write(std::string_view bytes) {
    if (!child_.write(bytes, deadline()))
        fail(name_ + " reads its standard input", "it reads no more");
    note("reads " + in_words(bytes) + " from standard input");
}

void program::close_input() {
    child_.close_input();
    note("standard input ends");
}

std::string program::read(std::size_t size) {
    std::string got;
    while (got.size() < size) {
        const auto piece = child_.read_some(deadline());
        if (piece.empty())
            break;
        got += piece;
    }
    note("prints " + in_words(got));
    if (got.size() < size)
        fail(name_ + " prints " + count(size, "byte"),
             "it printed " + std::to_string(got.size()) + " and then nothing more");
    return got;
}

std::string program::exchange(std::string_view input) {
    note("reads " + in_words(input) + " from standard input");
    const auto got = child_.exchange(input, deadline());
    note("prints " + in_words(got.text));
    if (!got.ended)
        fail(name_ + " ends after its input has ended",
             "it still runs; it has printed " + count(got.text.size(), "byte"));
    return got.text;
}

std::string program::output() {
    const auto got = child_.read_until_end(deadline());
    if (!got.ended)
        fail(name_ + " comes to its end", "it still runs");
    if (!got.text.empty())
        note("prints " + in_words(got.text));
    return got.text;
}

std::string program::errors() {
    const auto got = child_.read_until_end(deadline(), 1u << 20, os::source::error);
    if (!got.ended)
        fail(name_ + " comes to its end", "it still runs");
    if (!got.text.empty())
        note("says on error output \"" + got.text + "\"");
    return got.text;
}

std::string program::error_line() {
    const auto found = child_.read_line(deadline(), os::source::error);
    if (!found)
        fail(name_ + " says on error output what is wrong", "it says nothing");
    note("says on error output \"" + *found + "\"");
    return *found;
}

void program::interrupt() {
    note("is interrupted by Ctrl-C");
    if (!child_.interrupt())
        fail(name_ + " can be interrupted", "it runs no more");
}

void program::expect_exit(int status) {
    const auto ended = child_.wait(deadline());
    note(os::in_words(ended));
    if (!ended.exited_with(status))
        fail(name_ + " ends with status " + std::to_string(status),
             "it " + os::in_words(ended));
}

bool program::runs() {
    return !child_.wait(std::chrono::steady_clock::now()).ended();
}

std::optional<net::socket_address> printed_address(std::string_view text) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos)
        return std::nullopt;
    auto host = text.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']'))
        host = host.substr(1, host.size() - 2);
    auto address = net::parse_address(host);
    const auto digits = text.substr(colon + 1);
    const char* end = digits.data() + digits.size();
    std::uint16_t port = 0;
    const auto read = std::from_chars(digits.data(), end, port);
    if (!address || read.ec != std::errc{} || read.ptr != end)
        return std::nullopt;
    address->port = net::htons(port);
    return *address;
}

void expect_contains(std::string_view text, std::string_view part,
                     std::string_view what) {
    if (text.find(part) == std::string_view::npos)
        fail(std::string(what) + " has \"" + std::string(part) + "\" in it",
             std::string(what) + " is \"" + std::string(text) + "\"");
}

bool has_tool(const std::string& name) {
    return os::find_program(name).has_value();
}

} // namespace support
