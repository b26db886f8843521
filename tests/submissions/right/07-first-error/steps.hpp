// Steps that are made until one fails, and steps that are made in any case.
#pragma once

#include <system_error>

#include <net/result.hpp>

namespace tcp {

class steps {
  public:
    // Made only while nothing has failed.
    template <class Step>
    void then(Step step) {
        if (!first_)
            note(step());
    }

    // Made in any case.
    template <class Step>
    void always(Step step) {
        note(step());
    }

    // The first error, if there was one.
    [[nodiscard]] net::result<void> outcome() const {
        if (first_)
            return net::unexpected(first_);
        return {};
    }

  private:
    void note(const net::result<void>& done) {
        if (!done && !first_)
            first_ = done.error();
    }

    std::error_code first_;
};

template <class T>
[[nodiscard]] net::result<void> without_value(const net::result<T>& r) {
    if (!r)
        return net::unexpected(r.error());
    return {};
}

} // namespace tcp
