// Hostile: has the compiler compute, each time as much as it may
#include "every_function.hpp"

namespace {

template <int N>
constexpr unsigned long computed() {
    unsigned long sum = N;
    for (int i = 0; i < 200000; ++i)
        sum = sum * 31 + i;
    return sum;
}

#define TEN(n)                                                                           \
    computed<10 * n>() + computed<10 * n + 1>() + computed<10 * n + 2>() +               \
        computed<10 * n + 3>() + computed<10 * n + 4>() + computed<10 * n + 5>() +       \
        computed<10 * n + 6>() + computed<10 * n + 7>() + computed<10 * n + 8>() +       \
        computed<10 * n + 9>()
constexpr unsigned long a = TEN(0), b = TEN(1), c = TEN(2), d = TEN(3), e = TEN(4),
                        f = TEN(5);
constexpr unsigned long g = TEN(6), h = TEN(7), i = TEN(8), j = TEN(9), k = TEN(10),
                        l = TEN(11);
constexpr unsigned long m = TEN(12), n = TEN(13), o = TEN(14), p = TEN(15), q = TEN(16);
constexpr unsigned long r = TEN(17), s = TEN(18), t = TEN(19), u = TEN(20), v = TEN(21);

void attack() {
    static_cast<void>(a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q +
                      r + s + t + u + v);
}

} // namespace
