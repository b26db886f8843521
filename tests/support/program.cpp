#include "program.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <mutex>
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

/// The last lines of a text, each with a bar before it.
std::string last_lines(const std::string& text) {
    constexpr std::size_t most = 10;
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        lines.push_back(wrapped(text.substr(at, end - at), 74, "| "));
        at = end + 1;
    }
    std::string all;
    for (std::size_t i = lines.size() > most ? lines.size() - most : 0; i < lines.size();
         ++i)
        all += "\n| " + lines[i];
    return all;
}

std::string command(const std::string& name, const std::vector<std::string>& arguments) {
    std::string line = name;
    for (const auto& argument : arguments)
        line += " " + argument;
    return line;
}

/// For a program that did not end with this status. Empty: the test says more.
std::string_view advice_about_exit(const os::exit_status& ended, int status) {
    if (!ended.ended())
        return "Nothing is left for the program to do. What does it still wait for?";
    switch (status) {
    case 0:
        return "Status 0 says that all went well. Which way out does the program "
               "take?";
    case 1:
        return "Status 1 says that something failed, to whatever started the program: a "
               "shell reads no words.";
    case 2:
        return "Status 2 is for a wrong command line, and for nothing else.";
    default:
        return {};
    }
}

/// A grader believes this, not the words of a failure: a program can print the same.
void tell_if_killed(const os::exit_status& end) {
    constexpr int kill = 9;
    if (end.kind == os::exit_status::how::crashed && end.value == kill)
        program_was_killed();
}

/// Guards the list of all programs.
std::mutex& list_mutex() {
    static std::mutex instance;
    return instance;
}

} // namespace

struct program::run {
    os::child child;
    std::string name;
    bool own = true;
    bool interrupted = false; ///< then a signal is no crash
};

std::vector<std::weak_ptr<program::run>>& program::all() {
    static std::vector<std::weak_ptr<run>> instance;
    return instance;
}

/// Whatever a test sees of a program that crashed, the crash is why.
void program::look_for_crash(first_cause& found) {
    // A connection ends a moment before its process does.
    const auto until = os::in(std::chrono::milliseconds(200));
    const std::lock_guard lock(list_mutex());
    for (const auto& one : all()) {
        const auto it = one.lock();
        if (!it || it->interrupted)
            continue;
        const auto end = it->child.look(until);
        if (!end || end->kind != os::exit_status::how::crashed)
            continue;
        tell_if_killed(*end);
        found.words = os::in_words(*end);
        found.happened = (it->own ? "your " + it->name : "the program " + it->name) +
                         " " + found.words;
        if (const auto said = it->child.unread(os::source::error); !said.empty())
            found.details = "On error output it said:" + last_lines(said);
        return;
    }
}

program::program(os::child child, std::string name, bool own, bool drained)
    : run_(std::make_shared<run>()) {
    run_->child = std::move(child);
    run_->name = std::move(name);
    run_->own = own;
    if (drained)
        run_->child.drain_always();
    const std::lock_guard lock(list_mutex());
    std::erase_if(all(), [](const auto& one) { return one.expired(); });
    all().push_back(run_);
    ask_for_first_cause(look_for_crash);
}

program::program(std::string name, const std::vector<std::string>& arguments)
    : program(started(spawn_built(own_program(name), arguments, three_pipes()), name),
              name, true) {
    note("starts: " + command(name, arguments));
}

program program::with_nonblocking_streams(std::string name,
                                          const std::vector<std::string>& arguments) {
    auto options = three_pipes();
    options.nonblocking = true;
    program made(started(spawn_built(own_program(name), arguments, options), name), name,
                 true, false);
    made.note("starts, with streams that do not wait: " + command(name, arguments));
    return made;
}

program program::tool(std::string name, const std::vector<std::string>& arguments) {
    const auto path = os::find_program(name);
    if (!path)
        fail("this machine has " + name, "it is not in PATH");
    program made(started(os::child::spawn(*path, arguments, three_pipes()), *path), name,
                 false);
    made.note("starts: " + command(name, arguments));
    return made;
}

program::~program() = default; // the child's own destructor ends it
program::program(program&&) noexcept = default;
program& program::operator=(program&&) noexcept = default;

grader::os::child& program::process() {
    return run_->child;
}

void program::note(std::string words) const {
    net::script::record r;
    r.actor = run_->own ? "" : run_->name;
    r.words = std::move(words);
    net::script::note(r);
}

std::string program::line() {
    const auto found = run_->child.read_line(deadline());
    if (!found) {
        const bool ended =
            run_->child.wait(grader::os::in(std::chrono::milliseconds(200))).ended();
        const advice about_the_line(
            ended ? "The program ended before it came to that line. How far did it get?"
                  : "What a program prints into a pipe waits in a buffer until it is "
                    "flushed. If it is, does it go to standard output, and at once?");
        fail(run_->name + " prints a line on standard output",
             ended ? "it ended without one; on error output it said: " +
                         run_->child.unread(os::source::error)
                   : "none came: printed, but not flushed?");
    }
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
    const advice about_the_address(
        "The first line says where clients connect: the address that the socket really "
        "has, with the port that the system chose, in host byte order.");
    fail(run_->name + " prints \"listening on 127.0.0.1:PORT\", with its real port",
         "it prints \"" + said + "\"");
}

std::string program::listening_port_text() {
    return std::to_string(listening_port());
}

void program::write(std::string_view bytes) {
    if (!run_->child.write(bytes, deadline())) {
        const advice about_the_input("There is more input, and the program does not read "
                                     "it. Has it ended, or does it wait for something?");
        fail(run_->name + " reads its standard input", "it reads no more");
    }
    note("reads " + in_words(bytes) + " from standard input");
}

void program::close_input() {
    run_->child.close_input();
    note("standard input ends");
}

std::string program::read(std::size_t size) {
    std::string got;
    while (got.size() < size) {
        const auto piece = run_->child.read_some(deadline());
        if (piece.empty())
            break;
        got += piece;
    }
    note("prints " + in_words(got));
    if (got.size() < size)
        fail(run_->name + " prints " + count(size, "byte"),
             "it printed " + std::to_string(got.size()) + " and then nothing more");
    return got;
}

std::string program::exchange(std::string_view input) {
    note("reads " + in_words(input) + " from standard input");
    const auto got = run_->child.exchange(input, deadline());
    note("prints " + in_words(got.text));
    if (!got.ended)
        fail(run_->name + " ends after its input has ended",
             "it still runs; it has printed " + count(got.text.size(), "byte"));
    return got.text;
}

std::string program::output() {
    const auto got = run_->child.read_until_end(deadline());
    if (!got.ended)
        fail(run_->name + " comes to its end", "it still runs");
    if (!got.text.empty())
        note("prints " + in_words(got.text));
    return got.text;
}

std::string program::errors() {
    const auto got = run_->child.read_until_end(deadline(), 1u << 20, os::source::error);
    if (!got.ended)
        fail(run_->name + " comes to its end", "it still runs");
    if (!got.text.empty())
        note("says on error output \"" + got.text + "\"");
    return got.text;
}

std::string program::error_line() {
    const auto found = run_->child.read_line(deadline(), os::source::error);
    if (!found)
        fail(run_->name + " says on error output what is wrong", "it says nothing");
    note("says on error output \"" + *found + "\"");
    return *found;
}

void program::interrupt() {
    note("is interrupted by Ctrl-C");
    if (!run_->child.interrupt())
        fail(run_->name + " can be interrupted", "it runs no more");
    run_->interrupted = true;
}

void program::expect_exit(int status) {
    const auto ended = run_->child.wait(deadline());
    note(os::in_words(ended));
    if (ended.exited_with(status))
        return;
    tell_if_killed(ended);
    std::optional<advice> about_the_end;
    if (const auto words = advice_about_exit(ended, status); !words.empty() && run_->own)
        about_the_end.emplace(words);
    fail(run_->name + " ends with status " + std::to_string(status),
         "it " + os::in_words(ended));
}

bool program::runs() {
    return !run_->child.wait(std::chrono::steady_clock::now()).ended();
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

void expect_error_name(std::string_view text, std::string_view name,
                       std::string_view what) {
    const advice about_the_error(
        "The program prints the error that its function answers. "
        "Is it the one that the system's call gave?");
    expect_contains(text, name, what);
}

bool has_tool(const std::string& name) {
    return os::find_program(name).has_value();
}

} // namespace support
