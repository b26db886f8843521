// From a submission's files to objects that were looked at.
#include "attempt.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <mutex>
#include <system_error>

#include "../lesson_files.hpp"
#include "../parallel.hpp"
#include "hash.hpp"

namespace kit::grading {
namespace {

using state = judged_lesson::state;

} // namespace

attempt::attempt(const workshop& shop, const submission& from, const judging& how,
                 const points_table& points, const cache& known)
    : shop_(shop), from_(from), how_(how), points_(points), known_(known),
      given_(shop.kit()) {
    static std::atomic<unsigned> count = 0;
    root_ = shop.new_folder("submission-" + std::to_string(++count), false);
    given_laid_out_ = shop.lay_out_given(root_);
}

attempt::~attempt() {
    std::error_code error;
    fs::remove_all(root_, error);
}

std::vector<judged_lesson> attempt::verdicts() {
    set_up();
    look_up();
    until_ = grader::os::in(allowed(submission_time));
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
    const fs::path folder = root_ / "lessons" / one.which->folder;
    bool good = given_laid_out_;
    for (const auto& s : *one.sources)
        good = good && write_file(folder / s.name, s.text);
    return good && shop_.open_all(folder);
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

/// An instructor who gives a test more than the usual time gives a lesson more, too.
std::chrono::milliseconds attempt::allowed(std::chrono::seconds usual) const {
    return std::max<std::chrono::milliseconds>(usual, usual * (how_.limit / usual_limit));
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

/// When its turn comes. Waiting for one costs the submission none of its time.
void attempt::compile(piece& one, unit& now) {
    const auto asked = std::chrono::steady_clock::now();
    const auto turn = turns::wait_for(how_.compilers);
    {
        const std::lock_guard hold(lock_);
        if (one.failed) // what failed decides; of several, the first, which has begun
            return;
        const auto waited = std::chrono::steady_clock::now() - asked;
        if (how_.compilers != nullptr)
            until_ += waited;
        if (one.not_begun-- == one.units.size()) // its time begins
            one.limits = {std::min(grader::os::in(allowed(lesson_time)), until_),
                          one.units.size()};
        else if (how_.compilers != nullptr)
            one.limits.until += waited;
    }
    now.end = shop_.compile(*one.which, root_, now.name, objects_of(one), one.limits);
    const std::lock_guard hold(lock_);
    one.failed = one.failed || (now.end.end.whose == blame::student &&
                                now.end.found == foreign::nothing);
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
    auto foreign = what_is_foreign(one);
    if (worst != one.units.end() && !worst->end.good()) {
        // An assembler's words, and no compiler's, are about what is none of C++.
        if (worst->end.found != foreign::nothing &&
            worst->end.end.whose != blame::machine)
            return refuse(one, state::refused, std::move(foreign));
        return stop(one, worst->end.end, state::not_compiled, worst->end.said);
    }
    look_at_objects(one, std::move(foreign));
}

/// The reasons to refuse its assembly: by the lines that have it, or by what the compiler
/// wrote, where macros hide it.
std::vector<std::string> attempt::what_is_foreign(const piece& one) const {
    auto told = assembly_in(root_ / "lessons" / one.which->folder);
    const bool by_line = !told.empty();
    for (const unit& each : one.units)
        if (each.end.found == foreign::data ||
            (each.end.found == foreign::assembly && !by_line))
            told.push_back(in_words(each.end.found, "lessons/" + one.which->folder + "/" +
                                                        harmless_name(each.name)));
    return told;
}

fs::path attempt::objects_of(const piece& one) const {
    return shop_.new_folder((root_ / "objects" / one.which->number).string(), true);
}

/// `foreign`: what is to be refused, whatever the objects are.
void attempt::look_at_objects(piece& one, std::vector<std::string> foreign) {
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
    const bool refused = looked.refused || !foreign.empty();
    if (looked.good && !refused)
        return;
    if (!looked.good && looked.end.whose == blame::machine)
        foreign.clear(); // it isn't judged: the next time tells all of it
    foreign.insert(foreign.end(), looked.reasons.begin(), looked.reasons.end());
    if (looked.good)
        refuse(one, state::refused, std::move(foreign));
    else
        stop(one, looked.end, refused ? state::refused : state::not_compiled,
             std::move(foreign));
}

} // namespace kit::grading
