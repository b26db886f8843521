// Hostile: keeps the compiler busy
#include "every_function.hpp"

namespace {

template <int N, int M>
struct tree {
    static constexpr long value =
        tree<N - 1, 2 * M>::value + tree<N - 1, 2 * M + 1>::value;
};
template <int M>
struct tree<0, M> {
    static constexpr long value = M;
};
constexpr long work = tree<26, 1>::value;

void attack() {
    static_cast<void>(work);
}

} // namespace
