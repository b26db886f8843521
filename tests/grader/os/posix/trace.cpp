#include "../trace.hpp"

#include <cstdlib>
#include <vector>

#include <unwind.h>
#if !defined(__APPLE__)
#include <link.h>
#endif
#if defined(__linux__)
#include <dlfcn.h>
#endif

#include "../process.hpp"
#include "sanitized.hpp"

namespace grader::os {
namespace {

_Unwind_Reason_Code take(_Unwind_Context* context, void* to) {
    auto& calls = *static_cast<call_stack*>(to);
    if (calls.size == calls.addresses.size())
        return _URC_END_OF_STACK;
    calls.addresses[calls.size++] = static_cast<std::uintptr_t>(_Unwind_GetIP(context));
    return _URC_NO_REASON;
}

/// How far from its addresses on disk this program was loaded.
std::uintptr_t load_offset() noexcept {
    std::uintptr_t offset = 0;
#if !defined(__APPLE__)
    ::dl_iterate_phdr(
        [](dl_phdr_info* info, std::size_t, void* to) {
            *static_cast<std::uintptr_t*>(to) = info->dlpi_addr;
            return 1; // the first one is the program
        },
        &offset);
#endif
    return offset;
}

thread_local call_stack last_throw;

} // namespace

call_stack calls_leading_here() noexcept {
    call_stack calls;
    _Unwind_Backtrace(take, &calls);
    return calls;
}

call_stack calls_leading_to_last_throw() noexcept {
    return last_throw;
}

std::string source_lines(const call_stack& calls) {
    const auto tool = find_program("addr2line");
    if (calls.size == 0 || !tool)
        return {};
    std::vector<std::string> arguments{"-e", own_path().string()};
    const std::uintptr_t offset = load_offset();
    for (std::size_t i = 0; i < calls.size; ++i) {
        // An address to return to: the call is before it.
        constexpr char digits[] = "0123456789abcdef";
        std::string hex;
        for (auto rest = calls.addresses[i] - offset - 1; rest != 0; rest /= 16)
            hex.insert(hex.begin(), digits[rest % 16]);
        arguments.push_back("0x" + hex);
    }
    spawn_options options;
    options.error = stream::null;
    auto child = child::spawn(*tool, arguments, options);
    return child.read_until_end(in(std::chrono::seconds(2)), 1u << 16).text;
}

} // namespace grader::os

// Notes where an exception was thrown: a test sees it when the stack is gone. The
// library's own function does the work. Programs that are linked statically have it once
// already.
#if defined(__GLIBC__) && !defined(__s390x__) && !defined(GRADER_SANITIZED)
// By another name here, for the compiler knows the real one with types of its own.
extern "C" [[noreturn]] void noted_throw(void* thrown, void* type,
                                         void (*destroy)(void*)) __asm__("__cxa_throw");

void noted_throw(void* thrown, void* type, void (*destroy)(void*)) {
    using function = void (*)(void*, void*, void (*)(void*));
    static const auto real =
        reinterpret_cast<function>(::dlsym(RTLD_NEXT, "__cxa_throw"));
    grader::os::last_throw = grader::os::calls_leading_here();
    real(thrown, type, destroy);
    std::abort(); // it does not return
}
#endif
