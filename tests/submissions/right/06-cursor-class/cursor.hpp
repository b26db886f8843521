// A place in a row of bytes that moves on by what a call took or gave.
#pragma once

#include <cstddef>
#include <span>

#include <net/result.hpp>

namespace tcp {

template <class Byte>
class cursor {
  public:
    explicit cursor(std::span<Byte> all) noexcept : all_(all) {}

    [[nodiscard]] bool unfinished() const noexcept { return position_ < all_.size(); }
    [[nodiscard]] std::size_t position() const noexcept { return position_; }

    // Hands the rest to `call` and moves on by the number that it returns.
    template <class Call>
    [[nodiscard]] net::result<std::size_t> move(Call call) {
        const net::result<std::size_t> count = call(all_.subspan(position_));
        if (count)
            position_ += *count;
        return count;
    }

  private:
    std::span<Byte> all_;
    std::size_t position_ = 0;
};

} // namespace tcp
