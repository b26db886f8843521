#include "rule.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "grading/names.hpp"
#include "grading/sections.hpp"
#include "grading/symbols.hpp"
#include "os/process.hpp"
#include "screen.hpp"

namespace kit {
namespace {

namespace os = grader::os;

using words = std::vector<std::string>;

/// objects/TARGET.txt, which the build writes (tests/support/lesson.cmake).
struct built_objects {
    std::string system, nm, readelf;
    std::vector<grading::object_names> objects;
    [[nodiscard]] bool on_linux() const { return system == "Linux"; }
};

built_objects objects_of(const project& where, const std::string& target) {
    built_objects made;
    const fs::path list = where.build_folder("student") / "objects" / (target + ".txt");
    for (const auto& line : lines_of(read_file(list).value_or(""))) {
        const std::size_t bar = std::min(line.find('|'), line.size());
        const std::string key = line.substr(0, bar);
        const std::string value = line.substr(std::min(bar + 1, line.size()));
        if (key == "system")
            made.system = value;
        else if (key == "nm")
            made.nm = value;
        else if (key == "readelf")
            made.readelf = value;
        else if (key == "object" && !value.empty())
            made.objects.push_back({fs::path(value).stem().string(), value, {}});
    }
    return made;
}

/// A tool at work; several may be.
class tool {
  public:
    explicit tool(const words& line) {
        os::spawn_options options;
        options.error = os::stream::null;
        options.environment = {{"LC_ALL", "C"}};
        child_ = os::child::spawn(line.front(), {line.begin() + 1, line.end()}, options);
    }
    /// What it said; nothing: it failed.
    [[nodiscard]] std::optional<std::string> said() {
        if (!child_.started())
            return std::nullopt;
        const auto until = os::in(std::chrono::seconds(20));
        auto text = child_.read_until_end(until, 8u << 20);
        if (!child_.wait(until).exited_with(0) || text.cut != 0)
            return std::nullopt;
        return std::move(text.text);
    }

  private:
    os::child child_;
};

words about(const std::string& program, const words& options, const built_objects& made) {
    words line{program};
    line.insert(line.end(), options.begin(), options.end());
    for (const auto& one : made.objects)
        line.push_back(one.object.string());
    return line;
}

/// What a build with sanitizers or counters asks for besides.
bool is_of_instruments(std::string_view name) {
    static constexpr std::array leads{"__asan_",      "__ubsan_", "__tsan_",
                                      "__sanitizer_", "__gcov_",  "__llvm_"};
    return std::any_of(leads.begin(), leads.end(),
                       [&](const char* lead) { return name.starts_with(lead); });
}

/// Names as kit grade would see them: it compiles without unique symbols, and for Linux.
void as_graded(built_objects& made) {
    for (auto& object : made.objects) {
        for (auto& one : object.names) {
            if (one.kind == 'u')
                one.kind = 'V';
            if (made.system == "Darwin" && one.name.starts_with("_"))
                one.name.erase(0, 1);
        }
        std::erase_if(object.names, [&](const grading::symbol& one) {
            return is_of_instruments(one.name) || (!made.on_linux() && one.special());
        });
    }
}

words in_words(const project& where, const lesson& which, const built_objects& made,
               const std::vector<grading::finding>& found,
               const grading::name_rules& rules) {
    std::string said;
    for (const auto& line : grading::ask_about(found, made.nm)) {
        auto answer = tool(line).said();
        if (!answer && line.front() != made.nm) // no c++filt: the names as they are
            for (std::size_t i = 2; i < line.size(); ++i)
                answer = answer.value_or("") + line[i] + "\n";
        said += answer.value_or("");
    }
    return grading::in_words(found, said, rules, where.lesson_folder(which));
}

} // namespace

struct question_of_names::at_work {
    built_objects made;
    std::optional<tool> nm, readelf;
};

question_of_names::question_of_names(const project& where, const lesson& which,
                                     const std::string& target)
    : where_(where), which_(which),
      work_(std::make_unique<at_work>(at_work{objects_of(where, target), {}, {}})) {
    const auto& made = work_->made;
    if (made.nm.empty() || made.objects.empty())
        return;
    work_->nm.emplace(about(made.nm, {"-A", "-g", "-P"}, made));
    if (made.on_linux() && !made.readelf.empty())
        work_->readelf.emplace(about(made.readelf, {"-SW"}, made));
}

question_of_names::~question_of_names() = default;

void question_of_names::add_answer(std::vector<std::string>& to) {
    auto& made = work_->made;
    if (!work_->nm)
        return;
    if (work_->readelf)
        for (auto& text : grading::odd_sections(work_->readelf->said().value_or("")))
            to.push_back("lessons/" + which_.folder + ": " + text);
    const auto listing = work_->nm->said();
    if (!listing || !grading::read_names(*listing, made.objects).empty()) {
        say_wrapped(
            "nm can't list what your code uses, so whether it can be graded isn't "
            "known. The rule: lessons/01-socket/README.md.",
            "note: ", tone::bad);
        return;
    }
    as_graded(made);
    const grading::name_rules rules(read_file(grading::names_file(where_)).value_or(""),
                                    made.on_linux() ? grading::strictness::all
                                                    : grading::strictness::listed);
    const std::set<std::string> none;
    const auto found = grading::forbidden_names(
        made.objects, made.objects,
        {rules, none, !which_.has_contract, true, where_.lesson_folder(which_)});
    for (auto& sentence : in_words(where_, which_, made, found, rules))
        to.push_back(std::move(sentence));
}

void say_faults(const std::vector<std::string>& faults) {
    if (faults.empty())
        return;
    say(paint("This would cost the lesson its points when it's graded:", tone::bad));
    for (const auto& fault : faults)
        say_wrapped(fault, "  ");
    say();
}

} // namespace kit
