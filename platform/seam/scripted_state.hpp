// The state behind the scripted seam: plan, handles, trace. One per process.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "script.hpp"

namespace net::script {

/// One line of the plan.
struct rule {
    call fn{};
    int nth = 0;
    bool and_later = false;
    bool any_function = false;
    std::optional<std::error_code> error; ///< nothing: shorten, or run `before`
    std::size_t most = 0;                 ///< 0: not a shortening
    std::function<void()> before;
    bool used = false;
};

/// A handle that was given out.
struct held {
    native_handle system = invalid_handle;
    long long number = 0;
    bool open = true;
    std::string opened_by;
};

/// What the plan says to one call.
struct orders {
    std::optional<std::error_code> error;
    std::size_t most = 0;
    std::vector<std::function<void()>> before;
};

class state {
  public:
    static state& get();

    std::mutex mutex;
    std::vector<rule> plan;
    std::map<native_handle, held> handles;
    std::vector<record> ended;     ///< the first `first_kept` of them
    std::deque<record> ended_last; ///< the last, at most `last_kept`
    std::size_t not_kept = 0;      ///< those in between
    std::map<std::uint64_t, record> under_way;
    std::vector<std::string> misuse;
    misuse_kind first_misuse = misuse_kind::none;
    std::map<call, int> counts;
    int count_of_all = 0;
    long long next_number = 3; // 0, 1 and 2 are the standard streams on POSIX
    std::optional<long long> asked_number;
    std::uint64_t next_id = 0;
    std::error_code injected;
    std::function<void(const record&)> sink;

    // With the mutex held:
    [[nodiscard]] orders consult(call fn);
    [[nodiscard]] native_handle give_out(native_handle system, std::string_view how);
    /// Writes down a call that has ended.
    void keep(record r);
    /// The entry of an open token; otherwise null, and the misuse is written down.
    [[nodiscard]] held* use(native_handle token, call fn);
};

/// The token with a short number.
[[nodiscard]] native_handle token(long long number) noexcept;

} // namespace net::script
