#include <net/process.hpp>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <net/error.hpp>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace net {
namespace {

std::atomic<const char*> last_words{""};

/// Calls nothing but what signal-safety(7) allows.
void leave(int signal) {
    const char* message = last_words.load();
    // Where nobody reads standard error there is nothing better to do than to leave.
    if (::write(STDERR_FILENO, message, std::strlen(message)) >= 0) [[maybe_unused]]
        const auto written = ::write(STDERR_FILENO, "\n", 1);
    ::_exit(signal == SIGINT ? 130 : 143);
}

/// Lets writing wait although the parent process made the stream non-blocking: stdio and
/// iostreams take "would have to wait" for an end. The mode belongs to what both have
/// open, so this one opens the same pipe or terminal for itself where the system lets it;
/// where not, it changes the mode for both.
void make_blocking(int fd) noexcept {
    const int flags = ::fcntl(fd, F_GETFL);
    struct stat is {};
    if (flags < 0 || (flags & O_NONBLOCK) == 0 || ::fstat(fd, &is) < 0)
        return;
    if (S_ISFIFO(is.st_mode) != 0 || S_ISCHR(is.st_mode) != 0) {
        char path[] = "/proc/self/fd/0"; // Linux; elsewhere such a name is no new opening
        path[sizeof path - 2] = static_cast<char>('0' + fd);
        const int own = ::open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY);
        if (own >= 0) {
            ::dup2(own, fd);
            ::close(own);
        }
    }
    ::fcntl(fd, F_SETFL, flags & ~O_NONBLOCK);
}

/// Until there is something to read, or the end.
void wait_for_input() noexcept {
    pollfd entry{STDIN_FILENO, POLLIN, 0};
    ::poll(&entry, 1, -1); // where it cannot wait, the next read says why
}

} // namespace

void exit_on_interrupt(const char* message) noexcept {
    last_words = message;
    struct sigaction action {};
    action.sa_handler = leave;
    sigemptyset(&action.sa_mask); // a macro on macOS
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

void use_binary_stdio() noexcept {
    // A standard stream that was closed when the program began leaves its number free,
    // and the next socket would get it: what the program prints would go to its peer.
    // Take the number with a file that answers as a closed one does, EBADF: opened for
    // the wrong direction (as gnulib's stdopen does).
    constexpr int wrong_way[] = {O_WRONLY, O_RDONLY, O_RDONLY};
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd)
        if (::fcntl(fd, F_GETFD) < 0 && ::open("/dev/null", wrong_way[fd]) < 0)
            break;
    // A reader that left (`client | head -1`) is an error of the write, with a message,
    // and no silent death.
    ::signal(SIGPIPE, SIG_IGN);
    make_blocking(STDOUT_FILENO);
    make_blocking(STDERR_FILENO);
}

result<std::size_t> read_standard_input(void* buffer, std::size_t size) {
    for (;;) {
        const ssize_t got = ::read(STDIN_FILENO, buffer, size);
        if (got >= 0)
            return static_cast<std::size_t>(got);
        if (errno == EAGAIN || errno == EWOULDBLOCK)
            wait_for_input();
        else if (errno != EINTR)
            return unexpected(native_error(errno));
    }
}

} // namespace net
