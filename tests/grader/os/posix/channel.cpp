#include "../channel.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>
#ifdef __linux__
#include <elf.h>
#include <link.h>
#include <sys/mman.h>
#endif

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
bool for_grader = false;
char **given_arguments = nullptr, **given_environment = nullptr;
int given_count = 0;

const char* value_of(const char* name, char** environment) noexcept {
    const std::size_t size = std::strlen(name);
    for (; *environment != nullptr; ++environment)
        if (std::strncmp(*environment, name, size) == 0 && (*environment)[size] == '=')
            return *environment + size + 1;
    return nullptr;
}

/// Pointers and then strings in pages that become read-only. Without them the originals
/// stay.
class kept {
  public:
    explicit kept(std::size_t pointers, std::size_t bytes) noexcept
        : size_(pointers * sizeof(char*) + bytes),
          memory_(::mmap(nullptr, size_, PROT_READ | PROT_WRITE,
                         MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)),
          next_(static_cast<char**>(memory_)),
          text_(static_cast<char*>(memory_) + pointers * sizeof(char*)) {}

    [[nodiscard]] bool good() const noexcept { return memory_ != MAP_FAILED; }
    [[nodiscard]] char** next() const noexcept { return next_; }
    void add_end() noexcept { *next_++ = nullptr; }
    void add(const char* one) noexcept {
        const std::size_t size = std::strlen(one) + 1;
        *next_++ = static_cast<char*>(std::memcpy(text_, one, size));
        text_ += size;
    }
    void close() const noexcept { ::mprotect(memory_, size_, PROT_READ); }

  private:
    std::size_t size_;
    void* memory_;
    char** next_;
    char* text_;
};

void keep(int count, char** arguments, char** environment) noexcept {
    const char* said = value_of(started_by_grader, environment);
    std::size_t pointers = 2, bytes = 0;
    for (char** list : {arguments, environment})
        for (; *list != nullptr; ++list, ++pointers)
            bytes += std::strlen(*list) + 1;
    kept copy(pointers, bytes);
    if (!copy.good())
        return;
    given_arguments = copy.next();
    given_count = count;
    for (int i = 0; i < count; ++i)
        copy.add(arguments[i]);
    copy.add_end();
    given_environment = copy.next();
    for (char** one = environment; *one != nullptr; ++one)
        if (*one + std::strlen(started_by_grader) + 1 != said)
            copy.add(*one);
    copy.add_end();
    copy.close();
}

/// Behind the environment lies what the loader was told: where the program's headers are,
/// and with them the names of all functions. It has read that.
void hide_loaders_words(char** environment) noexcept {
    while (*environment != nullptr)
        ++environment;
    auto* word = reinterpret_cast<ElfW(auxv_t)*>(environment + 1);
    for (; word->a_type != AT_NULL; ++word)
        for (const unsigned long hidden : {AT_PHDR, AT_BASE, AT_ENTRY, AT_SYSINFO_EHDR})
            if (word->a_type == hidden)
                *word = {AT_IGNORE, {0}};
}

// Before the initialisers of any library and of any other object: those of the code under
// test must not find the secret in standard input. It has no such section of its own, for
// the grader takes them away.
void early(int count, char** arguments, char** environment) {
    if (value_of(started_by_grader, environment) == nullptr)
        return;
    for_grader = true;
    keep(count, arguments, environment);
    hide_loaders_words(environment);
    read_secret();
    take_error_stream();
}

[[gnu::used, gnu::section(".preinit_array")]] void (*run_early)(int, char**,
                                                                char**) = early;
#endif

} // namespace

bool has_grader() noexcept {
#ifdef __linux__
    return for_grader;
#else
    return std::getenv(started_by_grader) != nullptr;
#endif
}

std::vector<char*> given(int argc, char** argv) {
#ifdef __linux__
    if (given_arguments != nullptr) {
        ::environ = given_environment; // not before: the C library's own start sets it
        return {given_arguments, given_arguments + given_count};
    }
#endif
    return {argv, argv + argc};
}

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
