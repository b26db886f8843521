#include "../floors.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>

#include <sys/socket.h>
#include <unistd.h>

#include <events.hpp>

#include "../echo_thread.hpp"
#include "../shared_memory.hpp"

namespace bench {
namespace {

bool write_all(int fd, const std::vector<char>& bytes) {
    for (std::size_t done = 0; done < bytes.size();) {
        const ssize_t n = ::write(fd, bytes.data() + done, bytes.size() - done);
        if (n <= 0)
            return false;
        done += static_cast<std::size_t>(n);
    }
    return true;
}

bool read_all(int fd, std::vector<char>& bytes) {
    for (std::size_t done = 0; done < bytes.size();) {
        const ssize_t n = ::read(fd, bytes.data() + done, bytes.size() - done);
        if (n <= 0)
            return false;
        done += static_cast<std::size_t>(n);
    }
    return true;
}

/// Descriptors: one pair to ask with, one to answer with. The ends may be the same.
class descriptors {
  public:
    explicit descriptors(std::size_t bytes) : mine_(bytes, 'x'), theirs_(bytes) {}
    descriptors(const descriptors&) = delete;
    descriptors& operator=(const descriptors&) = delete;
    ~descriptors() {
        for (const int fd : all_)
            ::close(fd);
    }
    bool pipes() {
        std::array<int, 2> there{}, back{};
        if (::pipe(there.data()) != 0)
            return false;
        all_ = {there[0], there[1]};
        if (::pipe(back.data()) != 0)
            return false;
        all_.insert(all_.end(), {back[0], back[1]});
        ask_ = there[1], asked_ = there[0], answer_ = back[1], answered_ = back[0];
        return true;
    }
    bool unix_sockets() {
        std::array<int, 2> both{};
        if (::socketpair(AF_UNIX, SOCK_STREAM, 0, both.data()) != 0)
            return false;
        all_ = {both[0], both[1]};
        ask_ = answered_ = both[0];
        answer_ = asked_ = both[1];
        return true;
    }
    bool events() {
        mine_.resize(sizeof(std::uint64_t)); // all that one carries: a number to be added
        theirs_ = mine_;
        ask_ = asked_ = new_event();
        answer_ = answered_ = new_event();
        all_ = {ask_, answer_};
        const std::uint64_t one = 1;
        std::memcpy(mine_.data(), &one, sizeof one);
        return ask_ >= 0 && answer_ >= 0;
    }

    bool ask() { return write_all(ask_, mine_) && read_all(answered_, mine_); }
    bool answer() {
        return read_all(asked_, theirs_) && !ended_ && write_all(answer_, theirs_);
    }
    void end() {
        ended_ = true;
        static_cast<void>(write_all(ask_, mine_));
    }

  private:
    std::vector<char> mine_, theirs_;
    std::vector<int> all_;
    int ask_ = -1, asked_ = -1, answer_ = -1, answered_ = -1;
    std::atomic<bool> ended_ = false;
};

auto on_descriptors(bool (descriptors::*open)()) {
    return [open](const placement& where, std::size_t bytes,
                  std::string& why) -> std::unique_ptr<operation> {
        auto way = std::make_unique<descriptors>(bytes);
        if (((*way).*open)())
            return std::make_unique<floor_operation<descriptors>>(std::move(way), where);
        why = std::strerror(errno);
        return nullptr;
    };
}

} // namespace

std::vector<floor_subject> floor_subjects() {
    std::vector<floor_subject> all{
        {"shared memory, spinning", false,
         [](const placement& where, std::size_t bytes, std::string&) {
             return std::make_unique<floor_operation<shared_memory>>(
                 std::make_unique<shared_memory>(bytes), where);
         }},
        {"pipe", true, on_descriptors(&descriptors::pipes)},
        {"AF_UNIX socket", true, on_descriptors(&descriptors::unix_sockets)},
    };
    if constexpr (has_events)
        all.insert(all.begin() + 1,
                   {"eventfd, 8 bytes", true, on_descriptors(&descriptors::events)});
    return all;
}

} // namespace bench
