#include "labels.hpp"

#include <array>
#include <cstdio>
#include <ctime>

#include "harness/placement.hpp"

namespace bench {
namespace {

constexpr double much_load = 0.5;         // programs that want to run, on the average
constexpr double much_disturbance = 0.05; // of one processor

#if defined(NDEBUG) && FIRST_BYTE_OPTIMIZED
constexpr bool optimized = true;
#else
constexpr bool optimized = false;
#endif

std::string two_digits(double value) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.2f", value);
    return text.data();
}

std::string today() {
    const std::time_t now = std::time(nullptr);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M UTC", std::gmtime(&now));
    return text.data();
}

} // namespace

void add_labels(report& to, const settings& how) {
    const double load = os::load();
    to.labels = {
        {"date", today()},
        {"processor", os::processor_name()},
        {"processors", std::to_string(processor_count()) + " for this program"},
        {"system", os::system_version()},
        {"compiler", FIRST_BYTE_COMPILER},
        {"build", FIRST_BYTE_BUILD},
        {"run", how.how_much == settings::size::full    ? "full"
                : how.how_much == settings::size::quick ? "quick"
                                                        : "smoke: no figure to quote"},
        {"repetitions", std::to_string(how.repetitions)},
        {"congestion control", os::congestion_control()},
        {"no-delay", "off, as the system has it, but where a row says otherwise"},
        {"load before", load < 0 ? "unknown" : two_digits(load)},
    };
    to.unoptimized = !optimized;
    if (auto why = why_not_pinned(); !why.empty())
        to.warnings.push_back(std::move(why));
    else if (processor_count() < 2)
        to.warnings.emplace_back("There is one processor: what needs two is left out.");
    if (load > much_load)
        to.warnings.push_back("Other programs wanted to run in the last minute (load " +
                              two_digits(load) +
                              "). Tails and absolute times suffer; "
                              "ratios less.");
}

void add_disturbance(report& to, const os::work& before, double seconds) {
    const auto now = os::work_so_far();
    const double load = os::load();
    to.labels.emplace_back("load after", load < 0 ? "unknown" : two_digits(load));
    if (before.ours < 0 || now.ours < 0 || seconds <= 0) {
        to.labels.emplace_back("other programs", "unknown");
        return;
    }
    const double others = ((now.all - before.all) - (now.ours - before.ours)) / seconds;
    to.labels.emplace_back("other programs",
                           two_digits(others < 0 ? 0 : others) + " of a processor");
    if (others > much_disturbance)
        to.warnings.push_back("Other programs took " + two_digits(others) +
                              " of a processor during the run.");
}

} // namespace bench
