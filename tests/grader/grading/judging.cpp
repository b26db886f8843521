#include "judging.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <mutex>
#include <system_error>

#include "../lesson_files.hpp"
#include "../parallel.hpp"
#include "hash.hpp"
#include "run_judge.hpp"

namespace kit::grading {
namespace {

using mark = test_result::mark;
using state = judged_lesson::state;

/// A file for the compiler, and what became of it.
struct unit {
    std::string name;
    outcome end;
};

/// A lesson of the submission on its way to a verdict.
struct piece {
    const lesson* which = nullptr;
    const std::vector<source>* sources = nullptr; ///< nullptr: there are none
    judged_lesson verdict;
    std::string key; ///< in the cache
    bool graded = false, known = false, usable = false;
    std::vector<unit> units;      ///< what is compiled
    std::size_t not_begun = 0;    ///< units that no compiler has taken yet
    std::size_t not_compiled = 0; ///< units of which the compiler has not spoken yet
    std::vector<program_parts> programs; ///< one, "answer", where it has a contract
    budget limits;
};

/// The work on one submission.
class attempt {
  public:
    attempt(const workshop& shop, const submission& from, const judging& how,
            const points_table& points, const cache& known)
        : shop_(shop), from_(from), how_(how), points_(points), known_(known),
          given_(shop.kit()) {
        static std::atomic<unsigned> count = 0;
        root_ = shop.new_folder("submission-" + std::to_string(++count), false);
        given_laid_out_ = shop.lay_out_given(root_);
    }
    ~attempt() {
        std::error_code error;
        fs::remove_all(root_, error);
    }
    attempt(const attempt&) = delete;
    attempt& operator=(const attempt&) = delete;

    std::vector<judged_lesson> verdicts() {
        set_up();
        look_up();
        // The longest first: the lessons of whole programs, which come last.
        std::vector<piece*> order;
        for (auto one = pieces_.rbegin(); one != pieces_.rend(); ++one)
            if (wanted(*one))
                order.push_back(&*one);
        judge_in(order);
        // Towers need the objects of all earlier lessons.
        const std::size_t threads = how_.threads == 1 ? 1 : 2 * how_.threads;
        each_in_parallel(order.size(), threads, [&](std::size_t i) {
            if (open(*order[i]))
                run_tower(*order[i]);
        });
        std::vector<judged_lesson> all;
        for (auto& one : pieces_)
            if (one.graded) {
                points_.score(one.verdict);
                if (!one.known && !one.key.empty() && known_.keep && one.verdict.judged())
                    known_.keep(one.key, stored(one.verdict));
                all.push_back(std::move(one.verdict));
            }
        return all;
    }

  private:
    void set_up();
    void look_up();
    [[nodiscard]] std::string key_text(std::size_t index) const;
    [[nodiscard]] bool wanted(const piece& one) const;
    [[nodiscard]] static bool open(const piece& one) {
        return one.usable && one.graded && !one.known;
    }
    void judge_in(const std::vector<piece*>& order);
    [[nodiscard]] bool tower_possible(const piece& one) const;
    bool prepare(piece& one);
    void compile(piece& one, unit& now);
    void compiled(piece& one);
    void look_at_objects(piece& one);
    static void refuse(piece& one, state how, std::vector<std::string> reasons);
    void stop(piece& one, const ending& why, state how, std::vector<std::string> reasons);
    void not_judged(piece& one, const std::string& what);
    [[nodiscard]] fs::path objects_of(const piece& one) const;
    bool lay_out(const piece& one) const;
    void run(piece& one);
    void run_tower(piece& one);
    struct run_of_all {
        bool linked = false;
        std::vector<judged_test> tests;
        std::string printed;
    };
    [[nodiscard]] run_of_all run_all(piece& one, bool on_own);
    [[nodiscard]] std::vector<fs::path> earlier(const piece& one, bool on_own) const;

    const workshop& shop_;
    const submission& from_;
    const judging& how_;
    const points_table& points_;
    const cache& known_;
    starters given_;
    fs::path root_;
    bool given_laid_out_ = false;
    std::mutex lock_;           // of what several threads change in a piece
    std::vector<piece> pieces_; // all lessons, in order
};

void attempt::set_up() {
    for (const lesson& each : shop_.kit().lessons()) {
        piece one;
        one.which = &each;
        one.verdict.number = each.number;
        one.verdict.title = each.title();
        one.graded = std::find(how_.lessons.begin(), how_.lessons.end(), &each) !=
                     how_.lessons.end();
        const auto refused = from_.refused.find(each.number);
        const auto sources = from_.lessons.find(each.number);
        if (refused != from_.refused.end()) {
            one.verdict.how = state::refused;
            one.verdict.reasons = {refused->second};
        } else if (sources != from_.lessons.end() && !sources->second.empty()) {
            one.sources = &sources->second;
            const bool untouched = std::all_of(
                one.sources->begin(), one.sources->end(), [&](const source& s) {
                    return given_.matches("lessons/" + each.folder + "/" + s.name,
                                          s.text);
                });
            one.verdict.how = untouched ? state::untouched : state::graded;
            one.usable = !untouched;
        }
        pieces_.push_back(std::move(one));
    }
}

std::string attempt::key_text(std::size_t index) const {
    std::string text =
        "first byte verdict 2\n" + how_.identity + "\n" + points_.text() + "\nseed " +
        std::to_string(how_.seed) + " limit " + std::to_string(how_.limit.count()) +
        " jail " + (shop_.jailed() ? "1" : "0") + " tower " + (how_.tower ? "1" : "0") +
        (how_.private_only ? " private tests only" : "") + "\n";
    for (std::size_t i = 0; i <= index; ++i) {
        if ((i != index && !how_.tower) || pieces_[i].sources == nullptr)
            continue;
        for (const auto& s : *pieces_[i].sources)
            text += pieces_[i].which->folder + "/" + s.name + " " +
                    std::to_string(s.text.size()) + "\n" + s.text + "\n";
    }
    return text;
}

void attempt::look_up() {
    if (!known_.find)
        return;
    std::vector<piece*> open;
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < pieces_.size(); ++i)
        if (pieces_[i].usable && pieces_[i].graded) {
            open.push_back(&pieces_[i]);
            texts.push_back(key_text(i));
        }
    const auto keys = sha256(texts, root_);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        open[i]->key = keys[i];
        const auto text = known_.find(keys[i]);
        auto verdict = text ? restored(*text) : std::nullopt;
        if (verdict && verdict->number == open[i]->which->number) {
            open[i]->verdict = std::move(*verdict);
            open[i]->known = true;
        }
    }
}

/// Whether the lesson must be compiled: for itself, or for a later one's tower.
bool attempt::wanted(const piece& one) const {
    if (!one.usable)
        return false;
    for (const auto& other : pieces_)
        if (other.graded && other.usable && !other.known &&
            (&other == &one || (how_.tower && one.which->has_contract && &other > &one)))
            return true;
    return false;
}

bool attempt::lay_out(const piece& one) const {
    bool good = given_laid_out_;
    for (const auto& s : *one.sources)
        good = good && write_file(root_ / "lessons" / one.which->folder / s.name, s.text);
    return good;
}

/// A failure of the grader's: neither the lesson nor a tower on it can be judged.
void attempt::not_judged(piece& one, const std::string& what) {
    refuse(one, state::not_judged,
           lines_of(harmless(shop_.without_paths(what, root_)) + "\n"));
}

/// Ends the work on a lesson that came to no good end: for its own mistakes, as `how`, or
/// for the grader's.
void attempt::stop(piece& one, const ending& why, state how,
                   std::vector<std::string> reasons) {
    const bool own =
        why.whose == blame::student ||
        (why.whose == blame::unclear && how_.again && shop_.can_compile(*one.which));
    if (own)
        return refuse(one, how, std::move(reasons));
    not_judged(one, why.what);
    auto& told = one.verdict.reasons;
    told.insert(told.end(), reasons.begin(), reasons.end()); // what a tool said of it
}

void attempt::refuse(piece& one, state how, std::vector<std::string> reasons) {
    one.verdict.how = how;
    one.verdict.reasons = std::move(reasons);
    one.usable = false;
}

/// Compiles and runs. Compilers compute: one for a processor, in the order given. Tests
/// wait: those of a lesson begin as soon as it is compiled, beside the compilers.
void attempt::judge_in(const std::vector<piece*>& order) {
    std::vector<std::pair<piece*, unit*>> work;
    for (piece* one : order)
        if (prepare(*one))
            for (unit& each : one->units)
                work.emplace_back(one, &each);
    std::vector<std::future<void>> running;
    each_in_parallel(work.size(), how_.threads, [&](std::size_t i) {
        auto [one, now] = work[i];
        compile(*one, *now);
        {
            const std::lock_guard hold(lock_);
            if (--one->not_compiled != 0)
                return;
        }
        const auto rest = [this, one = one] {
            compiled(*one);
            if (open(*one))
                run(*one);
        };
        if (how_.threads == 1)
            return rest();
        try {
            const std::lock_guard hold(lock_);
            running.push_back(std::async(std::launch::async, rest));
            return;
        } catch (const std::system_error&) {
            // The system gives no more threads: this one does it.
        }
        rest();
    });
    for (auto& each : running)
        each.get();
}

/// When its turn comes. Waiting for one costs the lesson none of its time.
void attempt::compile(piece& one, unit& now) {
    const auto asked = std::chrono::steady_clock::now();
    const auto turn = turns::wait_for(how_.compilers);
    {
        const std::lock_guard hold(lock_);
        if (one.not_begun-- == one.units.size()) // its time begins
            one.limits = budget{.files = one.units.size()};
        else if (how_.compilers != nullptr)
            one.limits.until += std::chrono::steady_clock::now() - asked;
    }
    now.end = shop_.compile(*one.which, root_, now.name, objects_of(one), one.limits);
}

/// Lays its files out. False: there is nothing to compile.
bool attempt::prepare(piece& one) {
    if (!lay_out(one)) {
        not_judged(one, "its files could not be written to be compiled");
        return false;
    }
    for (const auto& s : *one.sources)
        if (is_compiled(s.name))
            one.units.push_back({s.name, {}});
    one.not_begun = one.not_compiled = one.units.size();
    if (one.units.empty())
        refuse(one, state::refused, {"it has headers, but no .cpp file"});
    return !one.units.empty();
}

/// To objects that were looked at; else the piece is not usable any more.
void attempt::compiled(piece& one) {
    // A file of which the compiler says what is wrong decides, whatever became of others.
    const auto worst = std::min_element(
        one.units.begin(), one.units.end(), [](const unit& a, const unit& b) {
            const auto rank = [](const unit& u) {
                return u.end.good() ? 9 : static_cast<int>(u.end.end.whose);
            };
            return rank(a) < rank(b);
        });
    if (worst != one.units.end() && !worst->end.good())
        return stop(one, worst->end.end, state::not_compiled, worst->end.said);
    look_at_objects(one);
}

fs::path attempt::objects_of(const piece& one) const {
    return shop_.new_folder((root_ / "objects" / one.which->number).string(), true);
}

void attempt::look_at_objects(piece& one) {
    const fs::path objects = objects_of(one);
    const auto& programs = one.which->programs;
    std::vector<fs::path> all, shared;
    for (const unit& each : one.units) {
        const std::string stem = each.name.substr(0, each.name.rfind('.'));
        all.push_back(objects / (each.name + ".o"));
        if (!one.which->has_contract &&
            std::find(programs.begin(), programs.end(), stem) != programs.end())
            one.programs.push_back({stem, {all.back()}});
        else
            shared.push_back(all.back());
    }
    if (one.which->has_contract)
        one.programs.push_back({"answer", {}});
    for (auto& program : one.programs)
        program.objects.insert(program.objects.end(), shared.begin(), shared.end());
    auto looked = shop_.look_at(*one.which, root_, all, one.programs, one.limits);
    if (!looked.good)
        stop(one, looked.end, looked.refused ? state::refused : state::not_compiled,
             std::move(looked.reasons));
}

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

/// Every judge of the lesson. Where one could not do its work, or what it needs could not
/// be linked, the lesson is not usable any more.
attempt::run_of_all attempt::run_all(piece& one, bool on_own) {
    run_of_all all;
    const fs::path bin = shop_.new_folder(
        (root_ / "bin" / (one.which->number + (on_own ? "-own" : ""))).string(), true);
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
        const fs::path made = shop_.made_for(*one.which, each, bin);
        judge_run what;
        what.tests = &each;
        what.binary = each.how == judge::kind::contract ? made : each.binary;
        if (each.how == judge::kind::program)
            what.programs = made;
        // A program may be slow and right; how slow depends on the machine's other work.
        // One whose functions are wrong is not waited for as long.
        const bool right =
            std::none_of(all.tests.begin(), all.tests.end(),
                         [](const auto& test) { return test.how == mark::failed; });
        what.patient = each.how == judge::kind::program && right;
        what.limit = how_.limit;
        what.seed = how_.seed;
        what.to_first_failure = on_own;
        what.again = how_.again;
        auto done = run_judge(shop_, *one.which, what);
        if (!done.trouble.empty()) {
            not_judged(one, done.trouble);
            return all;
        }
        if (done.control_passed) {
            refuse(one, state::refused,
                   {"It passed the control, a test that fails whatever the code does: "
                    "it leaves tests before they can fail, so that none of its passes "
                    "counts."});
            return all;
        }
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
    auto all = run_all(one, true);
    if (!one.usable)
        return;
    judged_lesson own;
    own.how = state::graded;
    own.tests = std::move(all.tests);
    one.verdict.tower = all.linked && own.full();
}

} // namespace

verdict judge_submission(const workshop& shop, const submission& from, const judging& how,
                         const points_table& points, const cache& known) {
    const auto begun = std::chrono::steady_clock::now();
    verdict made;
    made.submission = from.name;
    made.unusable = from.unusable;
    made.grader_failed = from.grader_failed;
    made.ignored = from.ignored;
    made.seed = how.seed;
    attempt work(shop, from, how, points, known);
    made.lessons = work.verdicts();
    if (made.grader_failed)
        for (auto& l : made.lessons) {
            l.how = state::not_judged;
            l.reasons = {from.unusable};
        }
    points.sum(made);
    made.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return made;
}

verdict judge_twice(const workshop& shop, const submission& from, const judging& how,
                    const points_table& points, const cache& known) {
    auto first = judge_submission(shop, from, how, points, known);
    if (first.judged() || first.grader_failed)
        return first;
    judging rest = how;
    rest.again = true;
    rest.threads = 1;
    std::erase_if(rest.lessons, [&](const lesson* each) {
        return std::any_of(
            first.lessons.begin(), first.lessons.end(),
            [&](const auto& l) { return l.number == each->number && l.judged(); });
    });
    auto second = judge_submission(shop, from, rest, points, known);
    for (auto& l : second.lessons)
        *std::find_if(first.lessons.begin(), first.lessons.end(), [&](const auto& old) {
            return old.number == l.number;
        }) = std::move(l);
    points.sum(first);
    first.seconds += second.seconds;
    return first;
}

} // namespace kit::grading
