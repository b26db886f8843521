#include "mishaps.hpp"

#include <mutex>
#include <utility>

namespace kit {
namespace {

struct arranged {
    std::mutex mutex;
    std::function<mishap(step)> plan;

    static arranged& get() {
        static arranged instance;
        return instance;
    }
};

} // namespace

void arrange_mishaps(std::function<mishap(step)> plan) {
    const std::lock_guard lock(arranged::get().mutex);
    arranged::get().plan = std::move(plan);
}

mishap next_mishap(step now) {
    const std::lock_guard lock(arranged::get().mutex);
    const auto& plan = arranged::get().plan;
    return plan ? plan(now) : mishap::none;
}

} // namespace kit
