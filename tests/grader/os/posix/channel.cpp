#include "../channel.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace grader::os {
namespace {

constexpr std::size_t longest = 128;
char secret[longest];
std::size_t secret_size = 0;

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
// Before the initialisers of any library and of any other object: those of the code under
// test must not find the secret in standard input. It has no such section of its own, for
// the grader takes them away.
void early(int, char**, char** environment) {
    constexpr std::size_t size = sizeof secret_on_input - 1;
    for (; *environment != nullptr; ++environment)
        if (std::strncmp(*environment, secret_on_input, size) == 0 &&
            (*environment)[size] == '=')
            read_secret();
}

[[gnu::used, gnu::section(".preinit_array")]] void (*run_early)(int, char**,
                                                                char**) = early;
#endif

} // namespace

std::string take_secret() {
#ifndef __linux__
    read_secret();
#endif
    std::string taken(secret, secret_size);
    for (volatile char& c : secret)
        c = '\0';
    return taken;
}

bool append(const char* path, std::string_view bytes) noexcept {
    const int fd = ::open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0)
        return false;
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            break;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    ::close(fd);
    return bytes.empty();
}

std::optional<std::string> read_untrusted(const std::filesystem::path& path,
                                          std::size_t most) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return std::nullopt;
    struct stat status {};
    std::optional<std::string> text;
    if (::fstat(fd, &status) == 0 && S_ISREG(status.st_mode) != 0) {
        text.emplace();
        char piece[65536];
        for (ssize_t got = 1; got > 0 && text->size() < most;) {
            got = ::read(fd, piece, sizeof piece);
            if (got > 0)
                text->append(piece, static_cast<std::size_t>(got));
        }
    }
    ::close(fd);
    return text;
}

} // namespace grader::os
