// From objects to what the tests say of them.
#include <algorithm>
#include <iterator>

#include "attempt.hpp"
#include "run_judge.hpp"

namespace kit::grading {
namespace {

using mark = test_result::mark;
using state = judged_lesson::state;

constexpr unsigned long other_seed = 1; // than the tests' own order

} // namespace

std::vector<fs::path> attempt::earlier(const piece& one, bool on_own) const {
    std::vector<fs::path> objects;
    for (const auto& other : pieces_) {
        if (&other >= &one || !other.which->has_contract)
            continue;
        const auto& more =
            on_own ? other.programs.front().objects : shop_.of(*other.which).reference;
        objects.insert(objects.end(), more.begin(), more.end());
    }
    return objects;
}

bool attempt::tower_possible(const piece& one) const {
    bool any = false;
    for (const auto& other : pieces_)
        if (&other < &one && other.which->has_contract) {
            any = true;
            if (!other.usable)
                return false;
        }
    return any;
}

/// The folder in which its programs are made.
fs::path attempt::bin_of(const piece& one, bool on_own) const {
    return shop_.new_folder(
        (root_ / "bin" / (one.which->number + (on_own ? "-own" : ""))).string(), true);
}

judge_run attempt::run_of(const piece& one, const judge& tests,
                          const fs::path& bin) const {
    const fs::path made = shop_.made_for(*one.which, tests, bin);
    judge_run what;
    what.tests = &tests;
    what.binary = tests.how == judge::kind::contract ? made : tests.binary;
    if (tests.how == judge::kind::program)
        what.programs = made;
    what.limit = how_.limit;
    what.seed = how_.seed;
    what.again = how_.again;
    what.until = one.limits.until;
    return what;
}

/// A lesson that passed whole: whether it does in another process and order, too; what
/// fails there has failed. Tests of programs start them anew each, so that only contract
/// tests can tell.
void attempt::run_in_another_order(piece& one) {
    for (const judge& each : shop_.of(*one.which).judges) {
        if (each.how != judge::kind::contract || each.of_instructor)
            continue;
        judge_run what = run_of(one, each, bin_of(one, false));
        what.seed = how_.seed == 0 ? other_seed : 0;
        const auto done = run_judge(shop_, *one.which, what);
        if (!done.trouble.empty())
            return not_judged(one, done.trouble);
        if (!done.foul.empty())
            return refuse(one, state::refused, {done.foul});
        for (const auto& test : done.tests) {
            if (test.how != mark::failed)
                continue;
            one.verdict.sometimes.push_back(test.name);
            const auto at = std::find_if(
                one.verdict.tests.begin(), one.verdict.tests.end(), [&](const auto& old) {
                    return old.judge == test.judge && old.name == test.name;
                });
            if (at != one.verdict.tests.end())
                *at = test;
            else // the end of the program itself
                one.verdict.tests.push_back(test);
        }
    }
}

/// Every judge of the lesson. Where one could not do its work, or what it needs could not
/// be linked, the lesson is not usable any more.
attempt::run_of_all attempt::run_all(piece& one, bool on_own) {
    run_of_all all;
    const fs::path bin = bin_of(one, on_own);
    auto linked = shop_.link(*one.which, one.programs, earlier(one, on_own), root_, bin,
                             one.limits);
    if (!linked.good()) {
        // On its own tower it may not link: then that falls.
        if (!on_own || linked.end.whose != blame::student)
            stop(one, linked.end, state::not_compiled, std::move(linked.said));
        return all;
    }
    all.linked = true;
    for (const judge& each : shop_.of(*one.which).judges) {
        if (how_.private_only && !each.of_instructor)
            continue;
        judge_run what = run_of(one, each, bin);
        // A program may be slow and right; how slow depends on the machine's other work.
        // One whose functions are wrong is not waited for as long.
        const bool right =
            std::none_of(all.tests.begin(), all.tests.end(),
                         [](const auto& test) { return test.how == mark::failed; });
        what.patient = each.how == judge::kind::program && right;
        what.to_first_failure = on_own;
        what.hung_before = all.hung;
        auto done = run_judge(shop_, *one.which, what);
        if (!done.trouble.empty()) {
            not_judged(one, done.trouble);
            return all;
        }
        if (!done.foul.empty()) {
            refuse(one, state::refused, {done.foul});
            return all;
        }
        all.hung = all.hung || done.hung;
        all.tests.insert(all.tests.end(), std::make_move_iterator(done.tests.begin()),
                         std::make_move_iterator(done.tests.end()));
        if (!each.of_instructor) // what private tests gave it is nobody's business
            all.printed += done.printed;
    }
    return all;
}

void attempt::run(piece& one) {
    auto all = run_all(one, false);
    if (!one.usable)
        return;
    one.verdict.tests = std::move(all.tests);
    one.verdict.printed = with_named_ports(harmless(all.printed));
    if (one.verdict.full() && !how_.private_only)
        run_in_another_order(one);
    one.left = one.limits.until - std::chrono::steady_clock::now();
}

void attempt::run_tower(piece& one) {
    if (!how_.tower || one.verdict.how != state::graded)
        return;
    for (const auto& other : pieces_)
        if (&other < &one && other.which->has_contract && !other.verdict.judged())
            return not_judged(one, "for its tower: " + other.which->title() + ": " +
                                       other.verdict.reasons.front());
    if (!tower_possible(one))
        return;
    if (!one.verdict.full()) {
        one.verdict.tower = false;
        return;
    }
    one.limits.until = std::min(std::chrono::steady_clock::now() + one.left, until_);
    auto all = run_all(one, true);
    if (!one.usable)
        return;
    judged_lesson own;
    own.how = state::graded;
    own.tests = std::move(all.tests);
    one.verdict.tower = all.linked && own.full();
}

} // namespace kit::grading
