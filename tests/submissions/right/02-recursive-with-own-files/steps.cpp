#include "steps.hpp"

namespace steps {

net::result<void> run(std::span<const step> list) {
    if (list.empty())
        return {};
    if (const auto done = list.front()(); !done)
        return done;
    return run(list.subspan(1));
}

} // namespace steps
