// Lesson 05: the contract's functions on top of the class in acceptor.hpp.
#include "accept.hpp"

#include "acceptor.hpp"

namespace tcp {

namespace {

// Closes the client when its turn is over, also when the handler throws.
class turn {
  public:
    explicit turn(connection& client) noexcept : client_(client) {}
    turn(const turn&) = delete;
    turn& operator=(const turn&) = delete;
    ~turn() {
        // The conversation is over; what close has to say helps nobody any more.
        [[maybe_unused]] const auto closed = client_.stream.close();
    }

  private:
    connection& client_;
};

} // namespace

net::result<connection> accept_one(const socket& listening) {
    return acceptor(listening.handle()).next();
}

net::result<void> serve(const socket& listening, const client_handler& handle) {
    acceptor clients(listening.handle());
    for (auto client = clients.next();; client = clients.next()) {
        if (!client)
            return net::unexpected(client.error());
        const turn closes_at_its_end(*client);
        if (!handle(*client))
            return {};
    }
}

} // namespace tcp
