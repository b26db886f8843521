// What the workshop does to a submission's code before it runs: each tool that parses it
// is confined. The compiler writes the objects; what looks at them and what links them
// have a jail each, so that none can change what another says.
#include <algorithm>
#include <array>
#include <atomic>
#include <random>
#include <system_error>

#include "intake.hpp"
#include "linker_words.hpp"
#include "sections.hpp"
#include "tool.hpp"
#include "workshop.hpp"

namespace kit::grading {
namespace {

namespace os = grader::os;

using command = os::command;

constexpr int cpu_seconds = 12;      // of a lesson's compilers, shared by its files
constexpr int least_cpu_seconds = 6; // of one of them: an honest one takes one
constexpr std::uintmax_t most_object_bytes = 32u << 20;
constexpr std::uintmax_t most_text_bytes = 32u << 20; // for the assembler: of each file

template <class Texts>
void add(command& to, const Texts& more) {
    for (const auto& text : more)
        to.push_back(fs::path(text).string());
}

os::confinement limits_in(const fs::path& folder, bool jailed) {
    os::confinement c;
    c.folder = folder;
    c.writable = {folder};
    c.environment = {{"LC_ALL", "C.UTF-8"}, {"TMPDIR", folder.string()}};
    c.cpu_seconds = cpu_seconds;
    c.file_size = most_text_bytes;
    c.jailed = jailed;
    return c;
}

const std::string limits_in_words =
    "The files of a lesson have " + std::to_string(cpu_seconds) +
    " s of processor time, " + std::to_string(lesson_time.count()) +
    " s and 1 GiB of memory to become at most 32 MiB of object code.";

/// Of all objects that are there: those of other files may still grow.
std::uintmax_t bytes_in(const fs::path& folder) {
    std::uintmax_t bytes = 0;
    std::error_code error;
    for (const auto& one : files_in(folder, {".o"}))
        if (const auto size = fs::file_size(folder / one, error); !error)
            bytes += size;
    return bytes;
}

/// Whether a tool's words are about a limit that it came to.
bool is_about_limits(std::string_view said) {
    static constexpr std::array signs{
        "terminated program", "due to signal", "out of memory", "memory exhausted",
        "annot allocate",     "ile too large", "No space left", "unable to execute"};
    return std::any_of(signs.begin(), signs.end(), [&](const char* sign) {
        return said.find(sign) != std::string_view::npos;
    });
}

/// A tool's words, with the limits where it came to one of them.
std::string with_limits(std::string said, const confined_answer& tool) {
    if (!tool.in_time)
        said += "The compiler or the linker was stopped.\n";
    if (said.empty() && !tool.end.good())
        said = "The compiler failed and did not say why.\n" + limits_in_words + "\n";
    else if (!tool.in_time || is_about_limits(said))
        said += limits_in_words + "\n";
    return said;
}

} // namespace

outcome workshop::compile(const lesson& which, const fs::path& root,
                          const std::string& name, const fs::path& objects,
                          const budget& limits) const {
    auto c = limits_in(objects, jailed_);
    c.folder = root;
    c.readable = {folder() / "kit", root / "lessons" / which.folder};
    for (const auto& header : given_headers_)
        if (!header.string().starts_with(which.folder + "/"))
            c.readable.push_back(root / "lessons" / header);
    // It comes to this before the lesson's time is over, but where the machine is slow.
    c.cpu_seconds = std::clamp(
        limits.seconds_left() * 2 / 3, least_cpu_seconds,
        std::max(least_cpu_seconds, cpu_seconds / static_cast<int>(limits.files)));
    command words{compiler_.string()};
    add(words, flags_);
    words.emplace_back("-fdiagnostics-color=never");
    words.push_back("-Ilessons/" + which.folder);
    for (const auto& include : jail_includes_)
        words.push_back("-I" + include);
    // What a compiler does by itself, in its two steps: the object is the same.
    const fs::path text = objects / (name + ".s");
    add(words,
        command{"-S", "lessons/" + which.folder + "/" + name, "-o", text.string()});
    const command assemble{compiler_.string(), "-c", text.string(), "-o",
                           (objects / (name + ".o")).string()};
    auto answer = run_confined({words, assemble}, c, limits.until);
    auto found = foreign::nothing;
    std::error_code error;
    if (answer.done > 0) {
        const auto compiled = read_file_of(most_text_bytes, text);
        if (compiled)
            found = foreign_in(*compiled);
        else
            answer.end = {blame::machine, "what the compiler wrote can't be read"};
    }
    fs::remove(text, error);
    if (answer.end.good() && bytes_in(objects) > most_object_bytes) {
        answer.end = {blame::student, "its objects are too large"};
        answer.errors += "error: objects too large\n" + limits_in_words + "\n";
    }
    if (!answer.end.good())
        fs::remove(objects / (name + ".o"), error);
    if (answer.end.whose == blame::student &&
        answer.errors.find("limit exceeded") == std::string::npos &&
        !names_a_place(answer.errors))
        answer.end.whose = blame::unclear; // it says no, and not to what
    std::string said = with_limits(without_paths(answer.errors, root), answer);
    if (said.find("No such file") != std::string::npos)
        said += "A lesson is judged alone: what it includes is in its own folder, or was "
                "given.\n";
    return {answer.end, lines_of(harmless(said)), found};
}

bool workshop::can_compile(const lesson& which) const {
    static std::atomic<unsigned> count = 0;
    const std::string name = "control-" + std::to_string(++count);
    const fs::path root = new_folder(name, false);
    const fs::path objects = new_folder(name + "/objects", true);
    const fs::path from = project_.root() / "solutions" / which.folder;
    const fs::path to = root / "lessons" / which.folder;
    bool good = make_folder(to) && lay_out_given(root);
    std::vector<std::string> sources;
    for (const auto& file : files_in(from, {".cpp", ".hpp"})) {
        good = good && copy_whole(from / file, to / file);
        if (file.ends_with(".cpp"))
            sources.push_back(file);
    }
    good = good && open_all(to);
    // Much less than the student's had: else a machine that is slow by turns would blame.
    const budget limits{os::in(lesson_time / 4), sources.size()};
    good = good && !sources.empty() &&
           std::all_of(sources.begin(), sources.end(), [&](const std::string& source) {
               return compile(which, root, source, objects, limits).good();
           });
    std::error_code error;
    fs::remove_all(root, error);
    return good;
}

namespace {

/// Moves the objects to a folder, under numbers. Empty: done; else why not.
std::string moved(const std::vector<fs::path>& objects, const fs::path& folder,
                  std::vector<object_names>& into, blame& whose) {
    whose = blame::machine;
    std::uintmax_t bytes = 0;
    for (const auto& object : objects) {
        const fs::path place = folder / (std::to_string(into.size()) + ".o");
        std::error_code error;
        if (!fs::is_regular_file(fs::symlink_status(object, error)))
            return "the compiler wrote no object file";
        bytes += fs::file_size(object, error);
        fs::rename(object, place, error);
        if (error)
            return "an object file cannot be moved: " + error.message();
        into.push_back({object.stem().string(), place, {}});
    }
    whose = blame::student;
    return bytes <= most_object_bytes ? "" : limits_in_words;
}

/// What was said of the objects, into their names; the reasons to refuse them.
std::vector<std::string> read_listing(std::string_view said, const fs::path& folder,
                                      std::vector<object_names>& all) {
    // What readelf says ends where the first line of nm's begins.
    const std::string lead = "\n" + folder.string() + "/";
    const std::size_t end = said.starts_with(lead.substr(1)) ? 0 : said.find(lead);
    auto reasons = odd_sections(said.substr(0, end));
    const auto names = end == 0                        ? said
                       : end == std::string_view::npos ? std::string_view()
                                                       : said.substr(end + 1);
    if (auto why = read_names(names, all); !why.empty())
        reasons.push_back(std::move(why));
    for (auto& reason : reasons)
        reason = harmless_name(reason);
    return reasons;
}

} // namespace

std::string workshop::without_paths(std::string text, const fs::path& root) const {
    const auto cut = [&](const fs::path& folder) {
        text = without(folder.string() + "/", text);
    };
    for (const auto& include : jail_includes_)
        cut(include);
    for (const auto& one : {folder() / "kit", root, folder(), build_, project_.root()})
        cut(one);
    // A path that was asked for as lessons/06-exchange/../05-accept/accept.hpp.
    return without_detours(text);
}

std::vector<command> workshop::join(bool only_tcp, std::vector<program_parts>& programs,
                                    const fs::path& folder,
                                    std::vector<object_names>& joined) const {
    std::vector<command> commands;
    for (auto& program : programs) {
        if (linker_.empty() || program.objects.empty())
            continue;
        // Groups of equal copies are dissolved, so that their names can become local.
        const fs::path one = folder / (program.name + ".joined.o");
        commands.push_back(
            {linker_.string(), "-r", "--force-group-allocation", "-o", one.string()});
        add(commands.back(), program.objects);
        // Which processor a program needs is not for one of its objects to say.
        commands.push_back(
            {objcopy_.string(), "--wildcard", "--remove-section=.note.gnu.property"});
        if (only_tcp)
            add(commands.back(),
                command{"--keep-global-symbol=_ZN3tcp*", "--keep-global-symbol=_ZNK3tcp*",
                        "--keep-global-symbol=_ZT?N3tcp*"});
        else
            commands.back().emplace_back("--keep-global-symbol=main");
        add(commands.back(), objcopy_flags_);
        commands.back().push_back(one.string());
        program.objects = {one};
        joined.push_back({program.name, one, {}});
    }
    return commands;
}

looked_at workshop::look_at(const lesson& which, const fs::path& root,
                            const std::vector<fs::path>& objects,
                            std::vector<program_parts>& programs,
                            const budget& limits) const {
    // Its name begins the lines that are believed.
    std::random_device chance;
    const fs::path folder = new_folder(
        (root / ("looked-" + in_hex(std::uint64_t{chance()} << 32 | chance()))).string(),
        true);
    std::vector<object_names> all, joined;
    blame whose = blame::nobody;
    if (const auto why = moved(objects, folder, all, whose); !why.empty())
        return {false, true, {why}, {whose, why}};
    if (all.empty())
        return {true, false, {}};
    for (auto& program : programs)
        for (auto& object : program.objects)
            object = all[static_cast<std::size_t>(
                             std::find(objects.begin(), objects.end(), object) -
                             objects.begin())]
                         .object;
    auto commands = join(which.has_contract, programs, folder, joined);
    const std::size_t joins = commands.size(), raw = all.size();
    all.insert(all.end(), joined.begin(), joined.end());
    if (!readelf_.empty()) {
        commands.push_back({readelf_.string(), "-SW"});
        for (std::size_t i = 0; i < raw; ++i)
            commands.back().push_back(all[i].object.string());
    }
    commands.push_back({"nm", "-A", "-g", "-P"});
    for (const auto& one : all)
        commands.back().push_back(one.object.string());
    // Headers of the library wait for an atomic with a system call. There is no other.
    for (const auto& one : joined)
        commands.push_back({objcopy_.string(), "--redefine-sym",
                            "syscall=first_byte_futex", one.object.string()});
    const auto c = limits_in(folder, jailed_);
    const auto answer = run_confined(commands, c, limits.until);
    const auto errors =
        lines_of(harmless(with_limits(without_paths(answer.errors, root), answer)));
    if (answer.done < joins)
        return {false, false, errors, answer.end};
    if (answer.done < commands.size() || !answer.whole)
        return {false,
                true,
                {"its object files cannot be listed (by readelf and nm)"},
                answer.end.good() ? ending{blame::student, "it has too many names"}
                                  : answer.end};
    auto reasons = read_listing(answer.said, folder, all);
    if (reasons.empty())
        return forbidden(
            which, root, {all.begin(), all.begin() + static_cast<long>(raw)},
            {all.begin() + static_cast<long>(joined.empty() ? 0 : raw), all.end()}, c,
            limits);
    return {false, true, std::move(reasons), {blame::student, "it has odd sections"}};
}

looked_at workshop::forbidden(const lesson& which, const fs::path& root,
                              const std::vector<object_names>& objects,
                              const std::vector<object_names>& joined,
                              const os::confinement& limits, const budget& of) const {
    const fs::path sources = root / "lessons" / which.folder;
    const judged_by by{rules_, given_inline_, !which.has_contract, !linker_.empty(),
                       sources};
    const auto found = forbidden_names(objects, joined, by);
    if (found.empty())
        return {true, false, {}};
    const auto commands = ask_about(found);
    confined_answer answer;
    if (!commands.empty())
        answer = run_confined(commands, limits, of.until);
    auto reasons = in_words(found, answer.said, rules_, sources);
    // What is refused is so whatever its names are; but they are told right or not at
    // all.
    const bool told = answer.end.whose != blame::machine;
    return {false, true, std::move(reasons),
            told ? ending{blame::student, "it has forbidden names"} : answer.end};
}

command workshop::link_tests(const std::vector<fs::path>& tests,
                             const std::vector<fs::path>& answer,
                             const fs::path& program) const {
    // What is ours comes first, whole: of several copies of an inline function or a
    // template, the first is the one that all use.
    command words{compiler_.string()};
    add(words, link_);
    add(words, tests);
    words.emplace_back("-Wl,--whole-archive");
    add(words, test_libraries_);
    words.emplace_back("-Wl,--no-whole-archive");
    add(words, answer);
    add(words, system_);
    add(words, command{"-o", program.string()});
    return words;
}

command workshop::link_program(const std::vector<fs::path>& objects,
                               const fs::path& program) const {
    command words{compiler_.string()};
    add(words, link_);
    add(words, objects);
    add(words, program_libraries_);
    add(words, system_);
    add(words, command{"-o", program.string()});
    return words;
}

fs::path workshop::made_for(const lesson& which, const judge& tests,
                            const fs::path& bin) const {
    const auto number = &tests - of(which).judges.data();
    const fs::path folder = bin / std::to_string(number);
    return tests.how == judge::kind::contract
               ? folder / ("contract" + std::string(os::program_suffix()))
               : folder;
}

outcome workshop::link(const lesson& which, const std::vector<program_parts>& answer,
                       const std::vector<fs::path>& below, const fs::path& root,
                       const fs::path& bin, const budget& limits) const {
    const std::string suffix(os::program_suffix());
    std::vector<command> commands;
    std::vector<const judge*> whose; // for each command
    for (const judge& each : of(which).judges) {
        const fs::path made = made_for(which, each, bin);
        const bool contract = each.how == judge::kind::contract;
        const fs::path folder =
            new_folder((contract ? made.parent_path() : made).string(), true);
        // The linker, too, would say that it cannot write there; but that is no word
        // about the answer.
        std::error_code error;
        if (!fs::is_directory(folder, error))
            return {{blame::machine, "a folder for what is linked could not be made"},
                    {}};
        for (const auto& program : answer) {
            auto objects = which.has_contract && !contract ? of(which).main
                                                           : std::vector<fs::path>();
            objects.insert(objects.end(), program.objects.begin(), program.objects.end());
            objects.insert(objects.end(), below.begin(), below.end());
            const std::string name = which.has_contract ? "main" : program.name;
            commands.push_back(contract ? link_tests(each.objects, objects, made)
                                        : link_program(objects, made / (name + suffix)));
            whose.push_back(&each);
        }
    }
    auto c = limits_in(bin, jailed_);
    c.readable = {folder() / "parts", folder() / "private", root};
    const auto given = run_confined(commands, c, limits.until);
    if (given.end.good())
        return {};
    auto said = with_missing_named(
        lines_of(harmless(with_limits(without_paths(given.errors, root), given))));
    if (whose[std::min(given.done, whose.size() - 1)]->of_instructor)
        said = {"It cannot be linked with the private tests."}; // its words name those
    return {given.end, std::move(said)};
}

} // namespace kit::grading
