// Takes clients from the queue of a listening socket that somebody else owns.
#pragma once

#include "accept.hpp"

namespace tcp {

class acceptor {
  public:
    explicit acceptor(net::native_handle listening) noexcept : listening_(listening) {}

    // The next client that is still there.
    [[nodiscard]] net::result<connection> next();

  private:
    // One call of accept, whatever it says.
    [[nodiscard]] net::result<connection> attempt() const;

    net::native_handle listening_;
};

} // namespace tcp
