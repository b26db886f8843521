#include "../channel.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace grader::os {
namespace {

constexpr std::size_t longest = 128;
char secret[longest];
std::size_t secret_size = 0;

int report_stream = -1;

/// Writes all of it; false: that could not be.
bool write_all(int fd, std::string_view bytes) noexcept {
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

/// A number far from those that the code under test gets, where there are so many.
void take_error_stream() noexcept {
    constexpr int far = 200;
    report_stream = ::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, far);
    if (report_stream < 0)
        report_stream = ::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    ::dup2(STDOUT_FILENO, STDERR_FILENO);
    write_all(report_stream, first_word);
}

void read_secret() noexcept {
    while (secret_size < longest) {
        const ssize_t got = ::read(STDIN_FILENO, secret + secret_size, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0 || secret[secret_size] == '\n')
            return;
        ++secret_size;
    }
}

#ifdef __linux__
const char* value_of(const char* name, char** environment) noexcept {
    const std::size_t size = std::strlen(name);
    for (; *environment != nullptr; ++environment)
        if (std::strncmp(*environment, name, size) == 0 && (*environment)[size] == '=')
            return *environment + size + 1;
    return nullptr;
}

// Before the initialisers of any library and of any other object: those of the code under
// test must not find the secret in standard input. It has no such section of its own, for
// the grader takes them away.
void early(int, char**, char** environment) {
    if (value_of(started_by_grader, environment) == nullptr)
        return;
    read_secret();
    take_error_stream();
}

[[gnu::used, gnu::section(".preinit_array")]] void (*run_early)(int, char**,
                                                                char**) = early;
#endif

} // namespace

std::string take_secret() {
#ifndef __linux__
    read_secret();
    take_error_stream();
#endif
    std::string taken(secret, secret_size);
    for (volatile char& c : secret)
        c = '\0';
    return taken;
}

bool report(std::string_view bytes) noexcept {
    return write_all(report_stream, bytes);
}

bool append(const char* path, std::string_view bytes) noexcept {
    const int fd = ::open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0)
        return false;
    const bool all = write_all(fd, bytes);
    ::close(fd);
    return all;
}

} // namespace grader::os
