// The one system call that headers of the C++ library make by themselves, on Linux: a
// wait for an atomic. What is graded is linked with this in the place of syscall().
#include <cerrno>
#include <cstdarg>

#ifdef __linux__
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

extern "C" long first_byte_futex(long number, ...);

extern "C" long first_byte_futex(long number, ...) {
    va_list list;
    va_start(list, number);
    auto* const address = va_arg(list, void*);
    const int what = va_arg(list, int);
    const long value = va_arg(list, long);
    const long time = va_arg(list, long);
    const long second = va_arg(list, long);
    const long third = va_arg(list, long);
    va_end(list);
    const int kind = what & ~(FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME);
    if (number == SYS_futex &&
        (kind == FUTEX_WAIT || kind == FUTEX_WAKE || kind == FUTEX_WAIT_BITSET))
        return ::syscall(SYS_futex, address, what, value, time, second, third);
    errno = ENOSYS;
    return -1;
}
#endif
