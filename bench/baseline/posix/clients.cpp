#include <array>

#include <netinet/tcp.h>
#include <sys/uio.h>

#include "clients/operations.hpp"
#include "raw_socket.hpp"

namespace bench {
namespace baseline {
namespace {

/// raw_socket whose receive_exactly never sleeps.
class spinning_socket : public raw_socket {
  public:
    spinning_socket() { spin(); }
};

class two_pieces_operation final : public operation {
  public:
    two_pieces_operation(std::size_t bytes, pieces how)
        : how_(how), first_(bytes, 'a'), second_(bytes, 'b'), answer_(2 * bytes) {}

    [[nodiscard]] bool connect(const target& to) {
        if (!socket_.connect(to))
            return false;
        const int on = 1;
        return how_ != pieces::no_delay ||
               ::setsockopt(socket_.fd(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) ==
                   0 ||
               socket_.failed("setsockopt");
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
        std::array<iovec, 2> both{
            {{first_.data(), first_.size()}, {second_.data(), second_.size()}}};
        msghdr message{};
        message.msg_iov = both.data();
        message.msg_iovlen = both.size();
        // A few bytes into an empty send buffer: it takes all or nothing.
        return ::sendmsg(socket_.fd(), &message, MSG_NOSIGNAL) ==
                   static_cast<ssize_t>(first_.size() + second_.size()) ||
               socket_.failed("sendmsg");
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
