// Linked into the two programs of `kit demo`, on the scripted seam: writes every socket
// call to the file that FIRST_BYTE_TRACE names, a line each, as it ends.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "script.hpp"

namespace {

long long nanoseconds(std::chrono::steady_clock::time_point when) {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(when.time_since_epoch())
        .count();
}

void write(std::FILE* file, const net::script::record& r) {
    const std::string line = std::to_string(nanoseconds(r.begun)) + "\t" +
                             std::to_string(nanoseconds(r.ended)) + "\t" +
                             std::string(net::script::name(r.fn)) + "\t" +
                             net::script::call_text(r) + "\t" +
                             net::script::answer_text(r) + "\n";
    // At once: the server is ended by Ctrl-C, and what waits in a buffer then is lost.
    std::fputs(line.c_str(), file);
    std::fflush(file);
}

/// Installed before main, so that the programs are exactly those of the lesson.
const bool installed = [] {
    const char* name = std::getenv("FIRST_BYTE_TRACE"); // NOLINT: one thread yet
    std::FILE* file = name != nullptr ? std::fopen(name, "ab") : nullptr;
    if (file != nullptr) // it stays open until the process ends
        net::script::on_record([file](const net::script::record& r) { write(file, r); });
    return file != nullptr;
}();

} // namespace
