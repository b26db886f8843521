#include "run_judge.hpp"

#include <algorithm>
#include <chrono>
#include <optional>

#include "../parallel.hpp"
#include "intake.hpp"
#include "one_run.hpp"
#include "os/memory.hpp"

namespace kit::grading {
namespace {

namespace os = grader::os;
using mark = test_result::mark;

constexpr int most_runs = 6;     // of one program of tests: it may end early
constexpr int most_bad_ends = 2; // after as many crashes each test runs by itself
constexpr int most_hangs = 3; // after as many tests that came to their limit no more runs
constexpr std::size_t most_parts = 6; // run at a time
constexpr std::chrono::milliseconds shortest_run{200};
constexpr std::size_t most_text = 64u << 10; // bytes kept of a test's, and of the printed

std::vector<std::string> not_run_text(bool in_time,
                                      const std::vector<std::string>& because) {
    std::vector<std::string> text{
        in_time ? "It did not run: the test program ended before it."
                : "It did not run: the lesson's time was over before it."};
    text.insert(text.end(), because.begin(), because.end());
    return text;
}

std::string name_of(const judge& tests) {
    if (tests.of_instructor)
        return "private";
    return tests.how == judge::kind::contract ? "contract" : "program";
}

/// A test that must run, and where its word goes (weight 0: there is none yet).
struct slot {
    const expected_test* test = nullptr;
    judged_test* into = nullptr;
};

/// Number `from` and every `step`-th after it: neighbours are alike long.
std::vector<slot> every(const std::vector<slot>& all, std::size_t step,
                        std::size_t from) {
    std::vector<slot> some;
    for (std::size_t i = from; i < all.size(); i += step)
        some.push_back(all[i]);
    return some;
}

class series;
void run_beside_each_other(std::vector<series>& parts, std::size_t at_a_time);

/// Some of the tests, run again and again until there is word of each.
class series {
  public:
    series(const workshop& shop, const lesson& which, judge_run what,
           std::vector<slot> tests)
        : shop_(shop), which_(which), what_(std::move(what)), left_(std::move(tests)) {}

    void run() {
        for (int i = 0; i < most_runs && goes_on(); ++i) {
            const std::size_t had = left_.size();
            const auto how = run_left();
            if (!trouble.empty() || crowded)
                return;
            hangs_ += how == ended::by_a_hang;
            bad_ends_ += how == ended::badly;
            if (left_.size() == had || what_.to_first_failure || hangs_ == most_hangs)
                break;
            if (left_.size() < 2 || how == ended::by_the_clock)
                continue;
            if (how == ended::by_a_hang && hangs_ == 1 && may_split)
                return go_on_in_parts(std::min(left_.size(), most_parts));
            if (how == ended::badly && bad_ends_ == most_bad_ends)
                return go_on_in_parts(left_.size());
        }
        look_again();
        settle();
    }

    bool may_split = false; ///< its tests may run beside each other
    /// An end after the last test that was no good one. It counts where no test failed.
    std::optional<judged_test> bad_end;
    std::string printed;
    std::string trouble; ///< why none of it is to be believed
    std::string foul;    ///< why none of its passes counts
    bool hung = false;
    bool greedy = false;  ///< a run was
    bool crowded = false; ///< a run was, and is not to be believed
    /// There is no word of some test, and the lesson's time is over for no reason that is
    /// the student's.
    bool out_of_time = false;

  private:
    enum class ended {
        well,
        badly,
        by_a_hang,    ///< also: the lesson's time was over, although a processor was free
        by_the_clock, ///< the lesson's time was over, and the machine was busy
    };

    test_run believed(one_run run) {
        greedy = greedy || run.greedy;
        crowded = crowded || run.crowded;
        if (trouble.empty())
            trouble = std::move(run.trouble);
        if (foul.empty())
            foul = std::move(run.foul);
        return std::move(run.tests);
    }

    void print(const std::string& more) {
        printed += more.substr(0, most_text - std::min(most_text, printed.size()));
    }

    [[nodiscard]] bool has_time() const {
        return std::chrono::steady_clock::now() + shortest_run < what_.until;
    }

    [[nodiscard]] bool goes_on() const {
        return !left_.empty() && trouble.empty() && has_time();
    }

    /// Runs what is left, and takes the words of it.
    ended run_left() {
        const auto begun = std::chrono::steady_clock::now();
        const auto time = what_.time();
        const auto before = os::processors_so_far();
        auto one = run_once(shop_, which_, what_, tests_of(left_), time);
        const bool stopped = one.stopped, idled = one.idled;
        const auto run = believed(std::move(one));
        if (!trouble.empty() || crowded)
            return ended::badly;
        const bool late = std::chrono::steady_clock::now() - begun >= time * 4 / 5;
        print(without_paths(run.printed));
        take(run);
        hung = hung || (late && (!stopped || idled));
        // Its patience ended early, and others may have had the processors.
        const auto now = os::processors_so_far();
        const bool busy = (now.idle - before.idle) * 5 < now.all - before.all;
        if (late && busy && run.count(mark::failed) > 0 && what_.patient &&
            time < what_.limit * patience)
            out_of_time = true;
        if (stopped && !idled)
            return ended::by_the_clock;
        return late ? ended::by_a_hang : run.good() ? ended::well : ended::badly;
    }

    /// The last word on what has none.
    void settle() {
        const bool own = hangs_ + bad_ends_ > 0 || what_.hung_before;
        out_of_time = out_of_time ||
                      (!has_time() && (!starved_.empty() || (!left_.empty() && !own)));
        for (const slot& one : left_) {
            one.into->weight = 1;
            one.into->text = not_run_text(has_time(), last_words_);
        }
    }

    [[nodiscard]] std::string without_paths(std::string text) const {
        const auto& folder = what_.programs.empty() ? shop_.folder() : what_.programs;
        return shop_.without_paths(std::move(text), folder);
    }

    [[nodiscard]] std::vector<std::string>
    shown_text(const std::vector<std::string>& lines) const {
        std::string all;
        for (const auto& line : lines)
            all += line + "\n";
        all = shortened(std::move(all), most_text);
        return lines_of(with_named_ports(harmless(without_paths(std::move(all)))));
    }

    static std::vector<const expected_test*> tests_of(const std::vector<slot>& slots) {
        std::vector<const expected_test*> tests;
        for (const slot& one : slots)
            tests.push_back(one.test);
        return tests;
    }

    void write(const test_result& result, judged_test& into) const {
        into.weight = 1;
        into.how = result.how;
        into.reason = result.reason;
        into.text = shown_text(result.text);
    }

    void take(const test_run& run) {
        for (const auto& result : run.tests) {
            const auto at =
                std::find_if(left_.begin(), left_.end(), [&](const slot& one) {
                    return one.test->sentence == result.sentence;
                });
            if (at == left_.end())
                continue;
            write(result, *at->into);
            if (result.starved && !what_.patient)
                starved_.push_back(*at);
            left_.erase(at);
        }
        if (!run.good() && !run.tests.empty())
            last_words_ = shown_text(run.tests.back().text);
        if (left_.empty())
            look_at_end(run);
    }

    /// A run in which no test failed, and which did not end well, has a last one for
    /// that.
    void look_at_end(const test_run& run) {
        if (run.good() || run.count(mark::failed) != 1)
            return;
        const test_result& last = run.tests.back();
        const auto& tests = what_.tests->tests;
        if (std::none_of(tests.begin(), tests.end(), [&](const expected_test& test) {
                return test.sentence == last.sentence;
            })) {
            judged_test end{last.sentence, name_of(*what_.tests), last.how, {}, {}, 1};
            write(last, end);
            bad_end = std::move(end);
        }
    }

    /// A wait is no work: after a hang, what is left runs beside each other, so that a
    /// class does not stand still for the one answer that hangs in every test. After
    /// crashes each has a part of its own: only those that crash fail.
    void go_on_in_parts(std::size_t count) {
        std::vector<series> parts;
        for (std::size_t i = 0; i < count; ++i) {
            parts.emplace_back(shop_, which_, what_, every(left_, count, i));
            parts.back().hangs_ = hangs_;
            parts.back().bad_ends_ = bad_ends_;
            parts.back().may_split = may_split && count < left_.size();
            parts.back().last_words_ = last_words_;
        }
        left_.clear();
        run_beside_each_other(parts, may_split ? most_parts : 1);
        for (series& part : parts)
            add(std::move(part));
        look_again();
        settle();
    }

    void add(series&& part) {
        if (!bad_end)
            bad_end = std::move(part.bad_end);
        print(part.printed);
        if (foul.empty())
            foul = std::move(part.foul);
        hung = hung || part.hung;
        greedy = greedy || part.greedy;
        crowded = crowded || part.crowded;
        out_of_time = out_of_time || part.out_of_time;
        if (trouble.empty())
            trouble = std::move(part.trouble);
    }

    /// What failed late may have failed for the machine's other work. It has more
    /// time now; what fails again keeps its first words.
    void look_again() {
        judge_run wide = what_;
        wide.processor_limit = what_.limit; // all that a quiet machine would have given
        wide.patient = true;
        for (int i = 0; i < most_hangs && !starved_.empty() && trouble.empty(); ++i) {
            if (!has_time())
                return;
            const auto run =
                believed(run_once(shop_, which_, wide, tests_of(starved_), wide.time()));
            const std::size_t had = starved_.size();
            std::erase_if(starved_, [&](const slot& one) {
                for (const auto& result : run.tests)
                    if (result.sentence == one.test->sentence) {
                        if (result.how != mark::failed)
                            write(result, *one.into);
                        return true;
                    }
                return false;
            });
            if (starved_.size() == had)
                break;
            if (starved_.empty())
                look_at_end(run);
        }
        starved_.clear(); // it had its chance
    }

    const workshop& shop_;
    const lesson& which_;
    judge_run what_;
    std::vector<slot> left_, starved_;
    int hangs_ = 0, bad_ends_ = 0;
    std::vector<std::string> last_words_;
};

void run_beside_each_other(std::vector<series>& parts, std::size_t at_a_time) {
    each_in_parallel(parts.size(), at_a_time, [&](std::size_t i) { parts[i].run(); });
}

} // namespace

std::chrono::milliseconds judge_run::time() const {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        until - std::chrono::steady_clock::now());
    const auto most = patient ? limit * patience : limit;
    return std::clamp(left / (patient ? 2 : 3), shortest_run / 2, most);
}

judged_by_one run_judge(const workshop& shop, const lesson& which,
                        const judge_run& what) {
    judged_by_one made;
    auto& all = made.tests;
    std::vector<slot> slots;
    for (const auto& test : what.tests->tests)
        all.push_back({test.sentence, name_of(*what.tests), mark::failed, {}, {}, 0});
    for (std::size_t i = 0; i < all.size(); ++i)
        slots.push_back({&what.tests->tests[i], &all[i]});
    // Tests of programs wait much: a few at a time. Each run has its own network.
    const bool waits = what.tests->how == judge::kind::program && shop.jailed();
    const std::size_t count = waits ? std::clamp<std::size_t>(slots.size() / 4, 1, 8) : 1;
    std::vector<series> parts;
    for (std::size_t i = 0; i < count; ++i) {
        judge_run part = what;
        parts.emplace_back(shop, which, std::move(part), every(slots, count, i));
        parts.back().may_split = shop.jailed();
    }
    run_beside_each_other(parts, parts.size());
    bool out_of_time = false;
    const bool all_good = std::none_of(all.begin(), all.end(), [](const auto& test) {
        return test.how == mark::failed;
    });
    bool greedy = false, crowded = false;
    for (series& part : parts) {
        if (all_good && part.bad_end && all.size() == slots.size())
            all.push_back(*part.bad_end);
        made.printed += part.printed;
        if (made.foul.empty())
            made.foul = std::move(part.foul);
        made.hung = made.hung || part.hung;
        out_of_time = out_of_time || part.out_of_time;
        greedy = greedy || part.greedy;
        crowded = crowded || part.crowded;
        if (made.trouble.empty())
            made.trouble = std::move(part.trouble);
    }
    // What this answer itself has taken from its other tests is its own trouble.
    if (crowded && !greedy && made.trouble.empty())
        made.trouble = "bytes that were sent and not read took nearly all memory that "
                       "this system has for them";
    for (judged_test& test : all)
        if (crowded && test.weight == 0) {
            test.weight = 1;
            test.text = {"It did not run: its other tests left no memory for it."};
        }
    // It is the machine that is slow, where it is so for the reference, too.
    if (out_of_time && made.trouble.empty() && !(what.again && shop.can_compile(which)))
        made.trouble = "the lesson's time was over before all of its tests had run";
    return made;
}

} // namespace kit::grading
