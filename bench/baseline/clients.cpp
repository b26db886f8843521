#include <memory>
#include <vector>

#include "baseline/raw_socket.hpp"
#include "clients/operations.hpp"

namespace bench {
namespace baseline {
namespace {

/// raw_socket whose calls never wait in the system.
class spinning_socket : public raw_socket {
  public:
    [[nodiscard]] bool connect(const target& to) {
        return raw_socket::connect(to) &&
               (set_nonblocking(native()) || failed("non-blocking mode"));
    }
};

class two_pieces_operation final : public operation {
  public:
    two_pieces_operation(std::size_t bytes, pieces how)
        : how_(how), first_(bytes, 'a'), second_(bytes, 'b'), answer_(2 * bytes) {}

    [[nodiscard]] bool connect(const target& to) {
        return socket_.connect(to) &&
               (how_ != pieces::no_delay || set_no_delay(socket_.native()) ||
                socket_.failed("setsockopt"));
    }
    [[nodiscard]] bool once() override {
        return (how_ == pieces::gathered ? gathered() : twice()) &&
               socket_.receive_exactly(answer_.data(), answer_.size());
    }
    [[nodiscard]] std::string why() const override { return socket_.why(); }

  private:
    bool twice() {
        return socket_.send_all(first_.data(), first_.size()) &&
               socket_.send_all(second_.data(), second_.size());
    }
    bool gathered() {
        // A few bytes into an empty send buffer: it takes all or nothing.
        return send_two(socket_.native(), first_, second_) ==
                   static_cast<long>(first_.size() + second_.size()) ||
               socket_.failed("the gathered send");
    }

    raw_socket socket_;
    pieces how_;
    std::vector<char> first_, second_, answer_;
};

} // namespace

client::made two_pieces(const target& to, std::size_t bytes, pieces how,
                        std::string& why) {
    return connected(std::make_unique<two_pieces_operation>(bytes, how), to, why);
}

client::made spinning_round_trip(const target& to, std::size_t bytes, std::string& why) {
    return connected(std::make_unique<round_trip<spinning_socket>>(bytes), to, why);
}

} // namespace baseline

const client& baseline_client() {
    return client_on<baseline::raw_socket>();
}

} // namespace bench
