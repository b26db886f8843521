#include "../floors.hpp"

#include <windows.h>

#include "../echo_thread.hpp"
#include "../shared_memory.hpp"

namespace bench {
namespace {

/// An event there and one back: no byte moves, a thread is woken.
class events {
  public:
    events() : asked_(make()), answered_(make()) {}
    events(const events&) = delete;
    events& operator=(const events&) = delete;
    ~events() {
        ::CloseHandle(asked_);
        ::CloseHandle(answered_);
    }
    bool ask() { return ::SetEvent(asked_) != 0 && wait(answered_); }
    bool answer() { return wait(asked_) && !ended_ && ::SetEvent(answered_) != 0; }
    void end() {
        ended_ = true;
        ::SetEvent(asked_);
    }

  private:
    static HANDLE make() { return ::CreateEventW(nullptr, FALSE, FALSE, nullptr); }
    static bool wait(HANDLE event) {
        return ::WaitForSingleObject(event, INFINITE) == WAIT_OBJECT_0;
    }
    HANDLE asked_, answered_;
    std::atomic<bool> ended_ = false;
};

} // namespace

std::vector<floor_subject> floor_subjects() {
    return {
        {"shared memory, spinning", false,
         [](const placement& where, std::size_t bytes, std::string&) {
             return std::make_unique<floor_operation<shared_memory>>(
                 std::make_unique<shared_memory>(bytes), where);
         }},
        {"event", true,
         [](const placement& where, std::size_t, std::string&) {
             return std::make_unique<floor_operation<events>>(std::make_unique<events>(),
                                                              where);
         }},
    };
}

} // namespace bench
