#include "placement.hpp"

#include "os/os.hpp"

namespace bench {
namespace {

/// The processors as they were when the program began: pinning narrows them later.
const std::vector<int>& processors() {
    static const std::vector<int> all = os::allowed_processors();
    return all;
}

bool can_pin() {
    static const bool can = [] {
        const bool done =
            !processors().empty() && os::keep_thread_on({processors().back()});
        static_cast<void>(os::keep_thread_on(processors()));
        return done;
    }();
    return can;
}

} // namespace

placement same_core() {
    placement where;
    where.words = "same core";
    if (can_pin()) // the last one: the first often serves the machine's interrupts
        where.client = where.server = processors().back();
    else
        where.words = "unpinned (this system does not let us choose a processor)";
    return where;
}

placement two_cores() {
    placement where;
    where.words = "two cores";
    if (!can_pin())
        where.missing = "this system does not let us choose processors";
    else if (processors().size() < 2)
        where.missing = "there is only one processor here";
    else {
        where.client = processors().back();
        where.server = processors().front();
    }
    return where;
}

placement unpinned() {
    return {};
}

std::string why_not_pinned() {
    return can_pin() ? ""
                     : "This system does not let us choose a processor, so nothing is "
                       "pinned: figures may change from run to run by several times.";
}

std::size_t processor_count() {
    return processors().empty() ? 1 : processors().size();
}

pinned::pinned(std::optional<int> processor) : before_(os::allowed_processors()) {
    static_cast<void>(processors()); // known before they are narrowed
    ok_ = processor && can_pin() && os::keep_thread_on({*processor});
}

pinned::~pinned() {
    if (ok_)
        static_cast<void>(os::keep_thread_on(before_));
}

children_pinned::children_pinned(std::optional<int> processor)
    : before_(os::allowed_processors()) {
    static_cast<void>(processors());
    ok_ = processor && can_pin() && os::keep_children_on({*processor});
}

children_pinned::~children_pinned() {
    if (ok_)
        static_cast<void>(os::keep_children_on(before_));
}

} // namespace bench
