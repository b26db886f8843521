// Inside grader_os: what ended a process, in words.
#pragma once

#include "registry.hpp"

namespace grader::os {

/// Words for an exception or another NTSTATUS that ends a process; nullptr for a number
/// without words here. Takes no memory and no lock.
[[nodiscard]] constexpr const char* exception_in_words(DWORD code) noexcept {
    switch (code) {
    case 0xC0000005:
        return "ACCESS_VIOLATION (it touched memory that is not its own)";
    case 0xC0000006:
        return "IN_PAGE_ERROR (it touched memory that is not there)";
    case 0x80000002:
        return "DATATYPE_MISALIGNMENT (it touched memory at an odd address)";
    case 0xC00000FD:
        return "STACK_OVERFLOW (its stack was used up, as by an endless recursion)";
    case 0xC0000094:
        return "INTEGER_DIVIDE_BY_ZERO (impossible arithmetic: a division by zero)";
    case 0xC0000095:
        return "INTEGER_OVERFLOW (impossible arithmetic)";
    case 0xC000001D:
        return "ILLEGAL_INSTRUCTION (an instruction that does not exist)";
    case 0xC0000096:
        return "PRIVILEGED_INSTRUCTION (an instruction that it may not use)";
    case 0xC0000409:
        return "STACK_BUFFER_OVERRUN (abort, or it wrote past the end of a local array)";
    case 0xC0000374:
        return "HEAP_CORRUPTION (it wrote past the end of allocated memory, or freed it "
               "twice)";
    case 0xC0000420:
        return "ASSERTION_FAILURE (an assertion)";
    case 0xC0000135:
        return "DLL_NOT_FOUND (a library that it needs is missing)";
    case 0xC0000139:
        return "ENTRYPOINT_NOT_FOUND (a library that it needs has another version)";
    case 0xC0000142:
        return "DLL_INIT_FAILED (a library that it needs could not begin)";
    case 0xC000013A:
        return "CONTROL_C_EXIT (Ctrl-C)";
    case 0x80000003:
        return "BREAKPOINT (a trap, such as one that an assertion sets)";
    case 0xE06D7363: // "msc", the Microsoft compiler's C++ exceptions
    case 0x20474343: // "GCC"
        return "a C++ exception that nobody caught";
    case killed_status:
        return "force (somebody ended it)";
    default:
        return nullptr;
    }
}

/// Whether an exit status tells of a crash. A program may also return such a number by
/// itself, but it would have to choose it: -1, the usual one, is 0xFFFFFFFF.
[[nodiscard]] constexpr bool is_crash(DWORD status) noexcept {
    return exception_in_words(status) != nullptr || (status >> 16) == 0xC000;
}

} // namespace grader::os
