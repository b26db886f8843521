// One step after the other, as long as nothing fails.
#pragma once

#include <utility>

#include <net/result.hpp>

/// Calls `next` with the value of `first`; where `first` failed, its error is the answer.
template <class value, class function>
auto and_then(net::result<value> first, function next)
    -> decltype(next(std::move(*first))) {
    if (!first)
        return net::unexpected(first.error());
    return next(std::move(*first));
}
