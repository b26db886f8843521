#include "workshop.hpp"

#include <algorithm>
#include <functional>
#include <system_error>

#include "../parallel.hpp"
#include "intake.hpp"
#include "plan_file.hpp"
#include "private_tests.hpp"
#include "tool.hpp"

namespace kit::grading {
namespace {

namespace os = grader::os;

bool run(const std::vector<std::string>& words, std::string& said) {
    auto answer = run_tool(words);
    said = std::move(answer.said);
    return answer.good;
}

/// Why what the workshop needs is not there.
std::string cannot_be_made(const std::string& what) {
    return what + " can't be made: is the disk full (" +
           fs::temp_directory_path().string() + ")?";
}

void add(std::vector<std::string>& to, const std::vector<std::string>& more) {
    to.insert(to.end(), more.begin(), more.end());
}

/// Copies the headers below `from`. False: not all of them.
bool copy_headers_of(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::recursive_directory_iterator at(from, error), end;
    for (; !error && at != end; at.increment(error)) {
        if (at->path().extension() != ".hpp")
            continue;
        const fs::path copy = to / fs::relative(at->path(), from);
        if (!make_folder(copy.parent_path()) || !copy_whole(at->path(), copy))
            return false;
    }
    return !error;
}

} // namespace

workshop::workshop(const project& where, bool jailed)
    : project_(where), jailed_(jailed),
      rules_(read_file(names_file(where)).value_or("")) {}

workshop::~workshop() {
    os::remove_on_interrupt({});
}

fs::path workshop::new_folder(const std::string& name, bool writable) const {
    const fs::path made = folder() / name;
    std::error_code error;
    if (const fs::path up = fs::path(name).parent_path();
        up.has_filename() && !fs::exists(folder() / up, error))
        static_cast<void>(new_folder(up.string(), false));
    if (make_folder(made) && jailed_ && !os::open_to_jails(made, writable))
        fs::remove_all(made, error); // what no jail can read must not be there by half
    return made;
}

bool workshop::open_all(const fs::path& path) const {
    return !jailed_ || os::open_all_to_jails(path);
}

fs::path workshop::own_folder(const std::string& name) {
    fs::path made = new_folder(name, false);
    std::error_code error;
    if (!fs::is_directory(made, error) && not_made_.empty())
        not_made_ = made.string();
    return made;
}

std::unique_ptr<workshop> workshop::open(const project& where, const fs::path& build,
                                         const fs::path& private_tests, bool jailed,
                                         std::string& why) {
    std::unique_ptr<workshop> made(new workshop(where, jailed));
    if (made->folder().empty()) {
        why = cannot_be_made("a temporary folder");
        return nullptr;
    }
    os::remove_on_interrupt(made->folder());
    for (const char* ours : {"", "parts", "private"})
        static_cast<void>(made->own_folder(ours));
    if (!read_file(names_file(where))) {
        why = "the list of allowed names can't be read: " + names_file(where).string();
        return nullptr;
    }
    if (!made->read_plan(build, why) || !made->copy_headers(why) ||
        (!private_tests.empty() && !made->compile_private(private_tests, why)) ||
        !made->list_tests(why) || !made->list_inline_functions(why))
        return nullptr;
    if (made->not_made_.empty())
        return made;
    why = cannot_be_made(made->not_made_);
    return nullptr;
}

bool workshop::read_plan(const fs::path& build, std::string& why) {
    const auto plan = read_plan_file(build / "grading" / "plan.txt");
    if (!plan) {
        why = "there is no grading/plan.txt in " + project_.relative(build) +
              ": build it first (cmake --build " + project_.relative(build) +
              " --target grading)";
        return false;
    }
    const auto paths = [&](const std::string& key) {
        const auto values = plan->all(key);
        return std::vector<fs::path>(values.begin(), values.end());
    };
    const auto copies = [&](const std::string& key) {
        auto files = paths(key);
        for (auto& file : files)
            file = copy_for_jails(file);
        return files;
    };
    compiler_ = plan->all("compiler").front();
    build_ = build;
    if (plan->has("linker")) {
        linker_ = plan->all("linker").front();
        objcopy_ = plan->all("objcopy").front();
        readelf_ = plan->all("readelf").front();
    }
    flags_ = plan->all("compile");
    objcopy_flags_ = plan->all("objcopy flag");
    link_ = plan->all("link");
    system_ = plan->all("system");
    includes_ = paths("include");
    test_libraries_ = copies("test library");
    program_libraries_ = copies("program library");
    for (const lesson& each : project_.lessons()) {
        auto& parts = lessons_[each.number];
        parts.main = copies(each.number + " main");
        parts.reference = copies(each.number + " reference");
        if (auto objects = copies(each.number + " contract"); !objects.empty()) {
            parts.judges.push_back(
                {judge::kind::contract, false, std::move(objects), {}, {}});
            lists_[each.number] = paths(each.number + " list").front();
        }
        judge program{judge::kind::program, false, {}, {}, {}};
        program.binary = own_folder("judges") / ("program-" + each.number);
        program.binary += os::program_suffix();
        const fs::path built = paths(each.number + " judge").front();
        std::error_code error;
        if (!fs::exists(built, error)) {
            why = project_.relative(built) + " is not built";
            return false;
        }
        if (!copy_whole(built, program.binary) || !open_all(program.binary)) {
            why = cannot_be_made(program.binary.string());
            return false;
        }
        parts.judges.push_back(std::move(program));
    }
    return true;
}

fs::path workshop::copy_for_jails(const fs::path& file) {
    const fs::path made =
        own_folder("parts/" + std::to_string(copied_++)) / file.filename();
    const bool good = copy_whole(file, made) && open_all(made);
    if (!good && not_made_.empty())
        not_made_ = made.string();
    return made;
}

bool workshop::copy_headers(std::string& why) {
    const fs::path kit = own_folder("kit");
    bool good = true;
    int number = 0;
    for (const auto& include : includes_) {
        const fs::path copy = kit / ("include-" + std::to_string(number++));
        good = good && copy_headers_of(include, copy);
        jail_includes_.push_back(copy.string());
    }
    const starters given(project_);
    for (const auto& path : given.headers()) {
        given_headers_.push_back(fs::path(path).lexically_relative("lessons"));
        const fs::path copy = kit / path;
        good = good && make_folder(copy.parent_path()) &&
               copy_whole(project_.root() / path, copy);
    }
    good = good && open_all(kit);
    if (!good || given_headers_.empty())
        why = cannot_be_made("a copy of the kit's headers in " + kit.string());
    return why.empty();
}

bool workshop::lay_out_given(const fs::path& root) const {
    bool good = true;
    for (const auto& header : given_headers_) {
        const auto text = read_file(folder() / "kit" / "lessons" / header);
        good = good && text && write_file(root / "lessons" / header, *text);
    }
    return good && open_all(root / "lessons");
}

bool workshop::list_tests(std::string& why) {
    for (const lesson& each : project_.lessons())
        for (judge& one : lessons_[each.number].judges) {
            if (!one.tests.empty())
                continue;
            const fs::path binary =
                one.how == judge::kind::contract ? lists_[each.number] : one.binary;
            std::string said;
            if (run({binary.string(), "--gtest_list_tests"}, said))
                one.tests = listed_tests(said);
            if (one.tests.empty()) {
                why = "the tests of lesson " + each.number + " cannot be listed: " + said;
                return false;
            }
        }
    return true;
}

bool workshop::list_inline_functions(std::string& why) {
    std::vector<std::string> words{"nm", "-g", "-P"};
    for (const auto& [number, parts] : lessons_) {
        std::vector<fs::path> objects = parts.main;
        objects.insert(objects.end(), parts.reference.begin(), parts.reference.end());
        for (const auto& one : parts.judges)
            objects.insert(objects.end(), one.objects.begin(), one.objects.end());
        for (const auto& object : objects)
            words.push_back(object.string());
    }
    std::string said;
    if (!linker_.empty() && !run(words, said)) {
        why = "nm cannot list the names in the kit's own objects: " + said;
        return false;
    }
    for (const auto& line : lines_of(said)) { // "_ZNK3tcp6socket6handleEv W 0 10"
        const std::string name = line.substr(0, line.find(' '));
        const bool weak =
            line.starts_with(name + " W ") || line.starts_with(name + " V ");
        if (weak && name.find("3tcp") != std::string::npos)
            given_inline_.insert(name);
    }
    return true;
}

bool workshop::compile_private(const fs::path& folder, std::string& why) {
    std::vector<std::string> words{compiler_.string()};
    add(words, flags_);
    for (const auto& include : includes_)
        words.push_back("-I" + include.string());
    for (const char* own :
         {"tests/support", "tests/lessons", "tests/grader", "platform/seam"})
        words.push_back("-I" + (project_.root() / own).string());
    const fs::path made = own_folder("private");
    const auto link = [&](const std::vector<fs::path>& objects, const fs::path& program,
                          std::string& said) {
        return run(link_tests(objects, {}, program), said);
    };
    if (!add_private_tests(project_, folder, words, made, lessons_, link,
                           private_identity_, why))
        return false;
    if (!open_all(made))
        why = cannot_be_made(made.string());
    return why.empty();
}

std::string workshop::identity() const {
    const auto plan = read_plan_file(build_ / "grading" / "plan.txt");
    // The grader itself, its list of names and the compiler decide with the tests.
    const std::string text =
        plan ? plan->identity({os::own_path(), names_file(project_), compiler_}) : "";
    return text.empty() ? text : text + private_identity_;
}

} // namespace kit::grading
