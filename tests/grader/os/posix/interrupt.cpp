// Signals that end this process must end the processes that it started, too.
#include "../process.hpp"
#include "registry.hpp"

#include <array>
#include <atomic>
#include <csignal>
#include <cstring>

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace grader::os {
namespace {

// Plain atomics: a signal handler may look at them at any moment.
std::array<std::atomic<pid_t>, 256> living{};
std::array<std::atomic<bool>, 256> to_be_asked{};
static_assert(std::atomic<pid_t>::is_always_lock_free);

const char* last_words_text = "";
std::array<char, 1024> folder_to_remove{};
std::atomic<bool> interrupt_began = false;
static_assert(std::atomic<bool>::is_always_lock_free);
struct sigaction previous_interrupt, previous_quit;

bool runs(pid_t target) noexcept {
    siginfo_t ended{};
    const auto id = static_cast<id_t>(target < 0 ? -target : target);
    return ::waitid(P_PID, id, &ended, WEXITED | WNOWAIT | WNOHANG) == 0 &&
           ended.si_pid == 0;
}

/// Asks those to end that want to be asked, and gives them two seconds. With calls that a
/// signal handler may make.
void ask_to_end() noexcept {
    for (std::size_t i = 0; i < living.size(); ++i)
        if (const pid_t target = living[i].load(); target != 0 && to_be_asked[i])
            ::kill(target, SIGINT);
    for (int turn = 0; turn < 200; ++turn) {
        bool all_ended = true;
        for (std::size_t i = 0; i < living.size(); ++i)
            if (const pid_t target = living[i].load(); target != 0 && to_be_asked[i])
                all_ended = all_ended && !runs(target);
        if (all_ended)
            return;
        ::poll(nullptr, 0, 10);
    }
}

extern "C" void end_all(int number) {
    interrupt_began = true; // before anything is killed: who sees that, sees this
    ask_to_end();
    kill_all_children();
    const auto ignored =
        ::write(STDERR_FILENO, last_words_text, std::strlen(last_words_text));
    static_cast<void>(ignored);
    if (folder_to_remove[0] != '\0') {
        // Of what removes a folder, only starting rm is allowed in a signal handler.
        const pid_t remover = ::fork();
        if (remover == 0) {
            ::execl("/bin/rm", "rm", "-rf", "--", folder_to_remove.data(), nullptr);
            ::_exit(127);
        }
        ::waitpid(remover, nullptr, 0);
    }
    ::_exit(128 + number);
}

} // namespace

int remember(pid_t target, bool ask_to_end) noexcept {
    for (std::size_t i = 0; i < living.size(); ++i) {
        pid_t empty = 0;
        if (living[i].compare_exchange_strong(empty, target)) {
            to_be_asked[i] = ask_to_end;
            return static_cast<int>(i);
        }
    }
    return -1;
}

void forget(int ticket) noexcept {
    if (ticket >= 0)
        living[static_cast<std::size_t>(ticket)] = 0;
}

void kill_all_children() noexcept {
    for (auto& slot : living)
        if (const pid_t target = slot.load(); target != 0)
            ::kill(target, SIGKILL);
}

bool is_interrupted() noexcept {
    return interrupt_began;
}

void end_children_on_interrupt(const char* last_words) noexcept {
    last_words_text = last_words;
    struct sigaction action {};
    action.sa_handler = end_all;
    sigfillset(&action.sa_mask);
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
        // Whoever started us with a signal ignored (nohup) wants it ignored.
        struct sigaction before {};
        if (::sigaction(number, nullptr, &before) == 0 && before.sa_handler == SIG_IGN)
            continue;
        ::sigaction(number, &action, nullptr);
    }
}

void remove_on_interrupt(const std::filesystem::path& folder) noexcept {
    folder_to_remove[0] = '\0';
    if (const auto& text = folder.native(); text.size() < folder_to_remove.size())
        std::memcpy(folder_to_remove.data(), text.c_str(), text.size() + 1);
}

leave_interrupts_to_child::leave_interrupts_to_child() noexcept {
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    ::sigaction(SIGINT, &ignore, &previous_interrupt);
    ::sigaction(SIGQUIT, &ignore, &previous_quit);
}

leave_interrupts_to_child::~leave_interrupts_to_child() {
    ::sigaction(SIGINT, &previous_interrupt, nullptr);
    ::sigaction(SIGQUIT, &previous_quit, nullptr);
}

} // namespace grader::os
