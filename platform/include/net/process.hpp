// What a small network program needs from its process.
#pragma once

#include <cstddef>

#include <net/result.hpp>

namespace net {

/// From now on Ctrl-C (SIGINT, CTRL_C_EVENT) and a request to end (SIGTERM,
/// CTRL_BREAK_EVENT, CTRL_CLOSE_EVENT) print `message` and a line end to standard error
/// and end the process at once, with status 130 for the first and 143 for the others.
/// It works wherever the program waits. The system then closes every socket that the
/// process had. `message` must live as long as the process: a string literal does.
void exit_on_interrupt(const char* message) noexcept;

/// Makes standard input and output carry bytes as they are, and be what they seem; call
/// it before the first socket is opened. Windows changes line ends and stops at a Ctrl-Z
/// byte unless told. On POSIX systems a stream that was closed from the start keeps its
/// number, which the next socket would get otherwise, and writing to a reader that left
/// is an error and no SIGPIPE. Output that the parent process made non-blocking waits for
/// its reader again.
void use_binary_stdio() noexcept;

/// Reads from standard input what is there: at least one byte, at most `size`. A typed
/// line arrives as soon as it is complete. 0 is the end of the input. Blocks until one or
/// the other, also where the parent process made the stream non-blocking.
/// BSD: read(0, ...). Windows: ReadFile, where a pipe that its writer closed
/// is the end of the input too. Errors: io_error, bad_file_descriptor. See read(2);
/// https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-readfile
[[nodiscard]] result<std::size_t> read_standard_input(void* buffer, std::size_t size);

} // namespace net
