// Takes more than it may have, what limits.cpp confines, and ends badly, as programs.cpp
// sees it.
//   greedy family  starts a copy of itself, says that it runs, and waits for ever
//   greedy many N  starts N copies that wait for ever; says how many there are
//   greedy words  writes 1 MiB to error output, then 1 MiB to standard output, says so on
//                 a last line, and waits for the end of its input
//   greedy crash  says so on error output, and touches memory that is not its own
//   greedy status N  ends with it
//   greedy memory N  takes N MiB and touches them; says whether it has them
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include "os/process.hpp"

namespace os = grader::os;

namespace {

void say(const std::string& line) {
    std::puts(line.c_str());
    std::fflush(stdout);
}

int wait_for_ever() {
    say("waits");
    while (std::getchar() != EOF) {
    }
    return 0;
}

/// A copy whose standard input never ends while this process lives.
os::child copy() {
    os::spawn_options options;
    options.input = os::stream::pipe;
    return os::child::spawn(os::own_path(), {"wait"}, options);
}

int take_many(int count) {
    std::vector<os::child> all;
    int running = 0;
    for (int i = 0; i < count; ++i) {
        all.push_back(copy());
        if (all.back().started() &&
            all.back().read_line(os::in(std::chrono::seconds(10))).has_value())
            ++running;
    }
    say(std::to_string(running));
    return 0;
}

int say_much() {
    const std::string line(1023, 'x');
    for (std::FILE* to : {stderr, stdout})
        for (int i = 0; i < 1024; ++i)
            std::fprintf(to, "%s\n", line.c_str());
    return wait_for_ever();
}

int crash() {
    std::fputs("about to crash\n", stderr);
    int* volatile nowhere = nullptr;
    *nowhere = 1;
    return 0;
}

int take_memory(int megabytes) {
    try {
        std::vector<std::vector<char>> all;
        for (int i = 0; i < megabytes; ++i)
            all.emplace_back(1u << 20, 'x');
        say("has them");
    } catch (const std::bad_alloc&) {
        say("has them not");
    }
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    const std::string what = argc > 1 ? argv[1] : "";
    const int count = argc > 2 ? std::atoi(argv[2]) : 0;
    if (what == "wait")
        return wait_for_ever();
    if (what == "many")
        return take_many(count);
    if (what == "words")
        return say_much();
    if (what == "crash")
        return crash();
    if (what == "status")
        return count;
    if (what == "memory")
        return take_memory(count);
    auto child = copy();
    if (!child.read_line(os::in(std::chrono::seconds(10))))
        return 1;
    say(std::to_string(child.id()));
    static_cast<void>(child.wait(os::never));
    return 0;
}
