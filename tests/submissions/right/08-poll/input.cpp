#include "input.hpp"

#include <thread>
#include <utility>

#include <net/process.hpp>

net::result<std::shared_ptr<input>> input::start() {
    auto news = net::wakeup::make();
    if (!news)
        return net::unexpected(news.error());
    auto made = std::make_shared<input>(std::move(*news));
    std::thread([made] { made->read_all(); }).detach();
    return made;
}

std::error_code input::take(std::vector<std::byte>& bytes) {
    const std::lock_guard hold(lock_);
    bytes = std::exchange(fresh_, {});
    taken_.notify_one();
    if (trouble_)
        return trouble_;
    const auto reset = news_.reset();
    return reset ? std::error_code{} : reset.error();
}

bool input::ended() {
    const std::lock_guard hold(lock_);
    return ended_ && fresh_.empty();
}

void input::read_all() {
    std::vector<std::byte> piece(32768);
    for (bool more = true; more;) {
        const auto got = net::read_standard_input(piece.data(), piece.size());
        std::unique_lock hold(lock_);
        taken_.wait(hold, [this] { return fresh_.empty(); });
        more = got && *got > 0;
        if (!got)
            trouble_ = got.error();
        else if (*got == 0)
            ended_ = true;
        else
            fresh_.assign(piece.begin(),
                          piece.begin() + static_cast<std::ptrdiff_t>(*got));
        if (const auto told = news_.notify(); !told && !trouble_)
            trouble_ = told.error();
    }
}
