// Hostile: one error that is equal to every std::errc and to every net::condition
#include "exchange.hpp"

#include <string>

namespace {

class every final : public std::error_category {
  public:
    const char* name() const noexcept override { return "every"; }
    std::string message(int) const override { return "whatever you want"; }
    bool equivalent(int, const std::error_condition&) const noexcept override {
        return true;
    }
    bool equivalent(const std::error_code&, int) const noexcept override { return true; }
};

net::unexpected any() {
    static const every category;
    return net::unexpected(std::error_code(1, category));
}

} // namespace

namespace tcp {

net::result<void> send_all(const socket&, std::span<const std::byte>) {
    return any();
}

net::result<std::size_t> receive_some(const socket&, std::span<std::byte>) {
    return any();
}

net::result<std::size_t> receive_exactly(const socket&, std::span<std::byte>) {
    return any();
}

net::result<std::uint64_t> echo(const socket&) {
    return any();
}

} // namespace tcp
