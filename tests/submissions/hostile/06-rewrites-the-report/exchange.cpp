// Hostile: turns what the test program writes, on its way through a stream, into a pass
#include <locale>
#include <string>

#include "exchange.hpp"

namespace {

struct passing : std::codecvt<char, char, std::mbstate_t> {
  protected:
    bool do_always_noconv() const noexcept override { return false; }
    result do_out(state_type&, const char* from, const char* end, const char*& next,
                  char* to, char*, char*& to_next) const override {
        const std::string line(from, end);
        const std::string out = line.substr(0, line.find(' ')) + " pass\n";
        to_next = to + out.copy(to, out.size());
        next = end;
        return ok;
    }
};

struct early {
    early() { std::locale::global(std::locale(std::locale::classic(), new passing)); }
} instance;

void attack() {}

} // namespace

namespace tcp {

net::result<void> send_all(const socket&, std::span<const std::byte>) {
    attack();
    return not_implemented();
}

net::result<std::size_t> receive_some(const socket&, std::span<std::byte>) {
    attack();
    return not_implemented();
}

net::result<std::size_t> receive_exactly(const socket&, std::span<std::byte>) {
    attack();
    return not_implemented();
}

net::result<std::uint64_t> echo(const socket&) {
    attack();
    return not_implemented();
}

} // namespace tcp
