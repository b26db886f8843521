// The work of a client, written once on whichever socket: `Socket` says how to connect,
// send, receive and close, and is the only difference between two subjects.
//
//   bool connect(const target&)      bool send_all(const char*, size)
//   bool receive_exactly(char*, size)    receive less than that, by the end: false
//   bool finish_and_close()          finishes sending, receives the end, closes
//   std::string why()                of the call that returned false
//   native()                         the system's handle
#pragma once

#include <vector>

#include "clients.hpp"
#include "os/os.hpp"

namespace bench {

template <class Socket>
class round_trip final : public operation {
  public:
    explicit round_trip(std::size_t bytes) : request_(bytes, 'x'), answer_(bytes) {}
    [[nodiscard]] bool connect(const target& to) { return socket_.connect(to); }
    [[nodiscard]] bool once() override {
        return socket_.send_all(request_.data(), request_.size()) &&
               socket_.receive_exactly(answer_.data(), answer_.size());
    }
    [[nodiscard]] std::string why() const override { return socket_.why(); }

  private:
    Socket socket_;
    std::vector<char> request_, answer_;
};

template <class Socket>
class connect_close final : public operation {
  public:
    explicit connect_close(const target& to) : to_(to) {}
    [[nodiscard]] bool once() override {
        return socket_.connect(to_) && socket_.finish_and_close();
    }
    [[nodiscard]] std::string why() const override { return socket_.why(); }

  private:
    target to_;
    Socket socket_;
};

template <class Socket>
class stream final : public operation {
  public:
    stream(std::size_t bytes, std::size_t piece) : bytes_(bytes), data_(piece, 'x') {}
    [[nodiscard]] bool connect(const target& to) {
        if (!socket_.connect(to))
            return false;
        const auto& name = to.congestion_control;
        if (name.empty() || os::set_congestion_control(
                                static_cast<std::uintptr_t>(socket_.native()), name))
            return true;
        refused_ = name + " is not a congestion control that a program may set here";
        return false;
    }
    [[nodiscard]] bool once() override {
        for (std::size_t sent = 0; sent < bytes_; sent += data_.size())
            if (!socket_.send_all(data_.data(), data_.size()))
                return false;
        char answer = 0;
        return socket_.receive_exactly(&answer, 1);
    }
    [[nodiscard]] std::string why() const override {
        return refused_.empty() ? socket_.why() : refused_;
    }

  private:
    Socket socket_;
    std::string refused_;
    std::size_t bytes_;
    std::vector<char> data_;
};

/// A connected operation, or nullptr and why.
template <class Operation>
client::made connected(std::unique_ptr<Operation> made, const target& to,
                       std::string& why) {
    if (made->connect(to))
        return made;
    why = made->why();
    return nullptr;
}

/// All of it on one kind of socket.
template <class Socket>
const client& client_on() {
    static const client all{
        [](const target& to, std::size_t bytes, std::string& why) {
            return connected(std::make_unique<round_trip<Socket>>(bytes), to, why);
        },
        [](const target& to, std::string&) -> client::made {
            return std::make_unique<connect_close<Socket>>(to);
        },
        [](const target& to, std::size_t bytes, std::size_t piece, std::string& why) {
            return connected(std::make_unique<stream<Socket>>(bytes, piece), to, why);
        }};
    return all;
}

} // namespace bench
