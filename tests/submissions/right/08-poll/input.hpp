// Standard input as something that net::poll can wait for.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <system_error>
#include <vector>

#include <net/pair.hpp>

// A thread reads; it reads on when its bytes were taken, so memory stays bounded. The
// thread shares the ownership, for it may outlive everybody who waits for it.
class input {
  public:
    static net::result<std::shared_ptr<input>> start();

    explicit input(net::wakeup news) : news_(std::move(news)) {}

    // Readable when take() has something to give.
    [[nodiscard]] net::native_handle handle() const { return news_.handle(); }

    // Moves into `bytes` what was read; empty where nothing was, or at the end.
    [[nodiscard]] std::error_code take(std::vector<std::byte>& bytes);

    [[nodiscard]] bool ended();

  private:
    void read_all();

    net::wakeup news_;
    std::mutex lock_;
    std::condition_variable taken_;
    std::vector<std::byte> fresh_;
    std::error_code trouble_;
    bool ended_ = false;
};
