// Interrupts, standard input and output on Windows.
#include <atomic>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <io.h>
#include <winsock2.h>

#include <net/error.hpp>
#include <net/process.hpp>

#include "clamp.hpp"

namespace net {
namespace {

std::atomic<const char*> last_words{""};

void say(HANDLE to, const char* text) noexcept {
    DWORD written = 0;
    WriteFile(to, text, static_cast<DWORD>(std::strlen(text)), &written, nullptr);
}

/// Runs in a thread that the system starts for it, so it may call anything; yet the other
/// threads go on, and one of them may hold any lock.
BOOL WINAPI leave(DWORD event) {
    const HANDLE error = GetStdHandle(STD_ERROR_HANDLE);
    say(error, last_words.load());
    say(error, "\r\n");
    // Not ExitProcess: that runs every DLL's own farewell, which may wait for a lock.
    TerminateProcess(GetCurrentProcess(), event == CTRL_C_EVENT ? 130 : 143);
    return TRUE;
}

unexpected failure(DWORD code) noexcept {
    return unexpected(native_error(static_cast<int>(code)));
}

} // namespace

void exit_on_interrupt(const char* message) noexcept {
    last_words = message;
    // A parent may have left Ctrl-C switched off, which a child inherits.
    SetConsoleCtrlHandler(nullptr, FALSE);
    SetConsoleCtrlHandler(leave, TRUE);
}

void use_binary_stdio() noexcept {
    _setmode(_fileno(stdin), _O_BINARY);
    _setmode(_fileno(stdout), _O_BINARY);
    // A parent may have given pipes that do not wait (PIPE_NOWAIT); what is none refuses.
    DWORD waits = PIPE_READMODE_BYTE | PIPE_WAIT;
    for (const DWORD which : {STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, STD_ERROR_HANDLE})
        SetNamedPipeHandleState(GetStdHandle(which), &waits, nullptr, nullptr);
}

result<std::size_t> read_standard_input(void* buffer, std::size_t size) {
    const HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
    if (input == nullptr)
        return std::size_t{0}; // a process without standard input
    const bool pipe = GetFileType(input) == FILE_TYPE_PIPE;
    for (;;) {
        DWORD got = 0;
        SetLastError(ERROR_SUCCESS);
        const BOOL done =
            ReadFile(input, buffer, static_cast<DWORD>(windows::clamp_length(size)), &got,
                     nullptr);
        const DWORD error = GetLastError();
        // The writer closed its end of the pipe: the end of the input.
        if (!done && (error == ERROR_BROKEN_PIPE || error == ERROR_HANDLE_EOF))
            return std::size_t{0};
        // Ctrl-C breaks off the reading of a console; its handler ends the process, in a
        // thread of its own and a moment later. It is no end of the input.
        // A pipe that does not wait (PIPE_NOWAIT) is empty.
        if (got == 0 &&
            (error == ERROR_OPERATION_ABORTED || (pipe && error == ERROR_NO_DATA))) {
            Sleep(10);
            continue;
        }
        if (!done)
            return failure(error);
        // Somebody may write 0 bytes into a pipe, and ReadFile answers with them.
        if (got > 0 || size == 0 || !pipe)
            return static_cast<std::size_t>(got);
    }
}

} // namespace net
