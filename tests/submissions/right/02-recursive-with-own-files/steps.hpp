// Calls that are made one after the other until one fails.
#pragma once

#include <functional>
#include <span>

#include <net/result.hpp>

namespace steps {

using step = std::function<net::result<void>()>;

/// Runs the steps in their order; the first failure ends the run and is the answer.
net::result<void> run(std::span<const step> list);

} // namespace steps
