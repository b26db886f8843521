// Events that end this process must end the processes that it started, too.
#include "../process.hpp"
#include "registry.hpp"

#include <array>
#include <atomic>
#include <cstring>

namespace grader::os {
namespace {

// Plain atomics: the system runs an event's handler in a thread of its own.
std::array<std::atomic<HANDLE>, 256> living{};
static_assert(std::atomic<HANDLE>::is_always_lock_free);

std::atomic<const char*> last_words_text{""};
std::atomic<bool> interrupt_began = false;

UINT status_for(DWORD event) noexcept {
    switch (event) {
    case CTRL_C_EVENT:
        return 130;
    case CTRL_BREAK_EVENT:
        return 143;
    default: // the window was closed, the user logs off, the machine goes down
        return 129;
    }
}

BOOL WINAPI end_all(DWORD event) noexcept {
    interrupt_began = true; // before anything is killed: who sees that, sees this
    kill_all_children();
    const char* text = last_words_text.load();
    DWORD written = 0;
    WriteFile(GetStdHandle(STD_ERROR_HANDLE), text, static_cast<DWORD>(std::strlen(text)),
              &written, nullptr);
    // ExitProcess would run every library's farewell, which may wait for a lock that one
    // of the other threads holds.
    TerminateProcess(GetCurrentProcess(), status_for(event));
    return TRUE;
}

BOOL WINAPI leave_it(DWORD event) noexcept {
    return event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT;
}

} // namespace

int remember(HANDLE job) noexcept {
    for (std::size_t i = 0; i < living.size(); ++i) {
        HANDLE empty = nullptr;
        if (living[i].compare_exchange_strong(empty, job))
            return static_cast<int>(i);
    }
    return -1;
}

void forget(int ticket) noexcept {
    if (ticket >= 0)
        living[static_cast<std::size_t>(ticket)] = nullptr;
}

void kill_all_children() noexcept {
    for (auto& slot : living)
        if (const HANDLE job = slot.load(); job != nullptr)
            TerminateJobObject(job, killed_status);
}

bool is_interrupted() noexcept {
    return interrupt_began;
}

void end_children_on_interrupt(const char* last_words) noexcept {
    last_words_text = last_words;
    SetConsoleCtrlHandler(end_all, TRUE);
}

// The handler that was added last is asked first. Switching Ctrl-C off with a null
// handler would not do: a child would inherit that, and it is the child's to have.
void remove_on_interrupt(const std::filesystem::path&) noexcept {}

leave_interrupts_to_child::leave_interrupts_to_child() noexcept {
    SetConsoleCtrlHandler(leave_it, TRUE);
}

leave_interrupts_to_child::~leave_interrupts_to_child() {
    SetConsoleCtrlHandler(leave_it, FALSE);
}

} // namespace grader::os
