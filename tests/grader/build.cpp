#include "build.hpp"

#include <algorithm>
#include <array>
#include <system_error>
#include <thread>

#include "build_lock.hpp"
#include "build_trouble.hpp"
#include "os/process.hpp"
#include "screen.hpp"
#include "source_text.hpp"
#include "times.hpp"

namespace kit {
namespace {

namespace os = grader::os;

std::string cores() {
    return std::to_string(std::max(1u, std::thread::hardware_concurrency()));
}

/// The value of a variable in a build folder's cache.
std::string cached(const fs::path& build_folder, std::string_view name) {
    for (const auto& line :
         lines_of(read_file(build_folder / "CMakeCache.txt").value_or("")))
        if (line.starts_with(name) && line.size() > name.size() &&
            line[name.size()] == ':')
            return line.substr(std::min(line.size(), line.find('=') + 1));
    return {};
}

/// A step of Ninja's: "[3/12] Building CXX object ...". It says how far the build is.
bool is_step(const std::string& line) {
    if (!line.starts_with('['))
        return false;
    const std::size_t end = line.find("] ");
    return end != std::string::npos && line.find_first_not_of("0123456789/%", 1) == end;
}

std::string in_step(const std::string& line) {
    std::string counts = line.substr(1, line.find(']') - 1);
    const std::size_t slash = counts.find('/');
    if (slash != std::string::npos)
        counts.replace(slash, 1, " of ");
    return counts;
}

void complain_of_tools(const std::string& trouble) {
    for (const auto& line : wrap("kit cannot build: " + trouble + ".", columns))
        complain(line);
}

build_result run_tool(const fs::path& program, const std::vector<std::string>& arguments,
                      const fs::path& folder, std::string_view doing) {
    os::spawn_options options;
    options.folder = folder;
    options.environment = {{"NINJA_STATUS", "[%f/%t] "}};
    options.ask_to_end = true; // compilers are in groups of their own
    auto tool = os::child::spawn(program, arguments, options);
    build_result result;
    if (!tool.started()) {
        forget_for_now();
        complain_of_tools("cannot start " + program.string() + ": " + tool.why_not() +
                          ". What is missing: ./kit doctor");
        result.tools_failed = true;
        return result;
    }
    constexpr std::size_t most = 4u << 20;
    while (const auto line = tool.read_line(os::never)) {
        if (is_step(*line))
            say_for_now(std::string(doing) + " " + in_step(*line));
        if (result.output.size() < most)
            result.output += *line + "\n";
    }
    const auto end = tool.wait(os::never);
    result.good = end.exited_with(0);
    forget_for_now();
    const auto trouble =
        result.good ? std::string() : trouble_of_tools(result.output, end);
    if (!trouble.empty()) {
        complain_of_tools(trouble);
        result.tools_failed = true;
    }
    return result;
}

} // namespace

bool configure(const project& where, const std::string& preset) {
    std::error_code error;
    const fs::path folder = where.build_folder(preset);
    if (fs::exists(folder / "build.ninja", error)) {
        const std::string home = cached(folder, "CMAKE_HOME_DIRECTORY");
        if (fs::equivalent(home, where.root(), error))
            return true;
        // The folder was copied or moved: CMake refuses a build that names another.
        fs::remove_all(folder, error);
    }
    say_for_now("preparing build/" + preset);
    const auto result =
        run_tool("cmake", {"--preset", preset}, where.root(), "preparing");
    if (result.good)
        return true;
    if (result.tools_failed && result.output.empty())
        return false; // it did not start
    const auto lines = lines_of(result.output);
    const std::size_t first = lines.size() > 30 ? lines.size() - 30 : 0;
    for (std::size_t i = first; i < lines.size(); ++i)
        complain(lines[i]);
    complain("The build cannot be prepared. What is missing: ./kit doctor");
    return false;
}

build_result build(const project& where, const std::string& preset,
                   const std::vector<std::string>& targets) {
    const build_lock ours(where, preset);
    build_result unable;
    unable.tools_failed = true;
    if (!ours.why_not().empty()) {
        complain_of_tools(ours.why_not());
        return unable;
    }
    settle_times(where, preset);
    if (!configure(where, preset))
        return unable;
    const fs::path folder = where.build_folder(preset);
    // Ninja itself where it is known: `cmake --build` only starts it, and takes longer.
    const std::string ninja = cached(folder, "CMAKE_MAKE_PROGRAM");
    const bool direct = cached(folder, "CMAKE_GENERATOR") == "Ninja" && !ninja.empty();
    std::vector<std::string> arguments;
    if (direct)
        arguments = {"-C", folder.string(), "-j", cores()};
    else
        arguments = {"--build", folder.string(), "--parallel", cores()};
    for (const auto& target : targets) {
        if (!direct)
            arguments.emplace_back("--target");
        arguments.push_back(target);
    }
    return run_tool(direct ? ninja : "cmake", arguments, where.root(), "building");
}

namespace {

std::string with_short_paths(const project& where, std::string line) {
    const std::string root = where.root().generic_string() + "/";
    for (const std::string& prefix : {root, std::string("../../")})
        for (std::size_t at = 0; (at = line.find(prefix, at)) != std::string::npos;)
            line.erase(at, prefix.size());
    return line;
}

bool is_tools_own(const std::string& line) {
    static constexpr std::array beginnings{"FAILED: ", "ninja: ", "-- ", "gmake"};
    return std::any_of(beginnings.begin(), beginnings.end(), [&](const char* beginning) {
        return line.starts_with(beginning);
    });
}

/// What was said in each step of the build: the compiler's words, without its command.
std::vector<std::vector<std::string>> said_by_step(const project& where,
                                                   const std::string& output) {
    std::vector<std::vector<std::string>> steps(1);
    bool command_follows = false;
    for (const auto& line : lines_of(output)) {
        if (is_step(line))
            steps.emplace_back();
        else if (!command_follows && !is_tools_own(line))
            steps.back().push_back(with_short_paths(where, line));
        command_follows = line.starts_with("FAILED: ");
    }
    std::erase_if(steps, [](const auto& lines) { return lines.empty(); });
    return steps;
}

bool mentions(const std::vector<std::string>& lines, const std::string& word) {
    return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
        return line.find(word) != std::string::npos;
    });
}

} // namespace

std::vector<std::string> compiler_words(const project& where, const std::string& folder,
                                        const std::string& output) {
    auto steps = said_by_step(where, output);
    std::stable_partition(steps.begin(), steps.end(),
                          [&](const auto& lines) { return mentions(lines, folder); });
    std::vector<std::string> words;
    for (const auto& lines : steps)
        words.insert(words.end(), lines.begin(), lines.end());
    return words;
}

namespace {

/// `all`: the command that shows all of them.
void say_compiler_words(const std::vector<std::string>& words, std::size_t most,
                        const std::string& all) {
    const std::size_t shown = std::min(words.size(), most);
    for (std::size_t i = 0; i < shown; ++i) {
        const bool error = words[i].find("error") != std::string::npos;
        say(paint(words[i], error ? tone::bad : tone::plain));
    }
    if (shown < words.size())
        say(paint("... " + counted(words.size() - shown, "line") + " more: " + all,
                  tone::faint));
}

/// What the linker's words mean, where they are hard to understand.
void explain(const std::vector<std::string>& words, const std::string& folder) {
    if (mentions(words, "undefined reference") || mentions(words, "Undefined symbols") ||
        mentions(words, "unresolved external"))
        say_wrapped(
            "The linker misses a function that the lesson's header declares: is it "
            "there, in namespace tcp, with exactly the header's parameters?");
    else if (mentions(words, "multiple definition") && mentions(words, folder))
        say_wrapped("Two of your files define the same function: keep one of them.");
}

} // namespace

build_result build_lesson(const project& where, const lesson& which,
                          const std::string& target, std::size_t most) {
    std::error_code error;
    const auto kind = target.substr(0, target.find('-'));
    if (kind != "reference" && !sources_are_text(where, which, kind == "own"))
        return {};
    const build_lock ours(where, "student");
    if (!fs::exists(where.build_folder("student") / "bin" / kind / which.number, error))
        complain("(building lesson " + which.number + ": the first time takes longer)");
    auto result = build(where, "student", {target});
    const std::string folder = "lessons/" + which.folder + "/";
    const auto words = compiler_words(where, folder, result.output);
    const std::string all =
        "./kit check " + which.typed + (kind == "own" ? " --own --all" : " --all");
    if (kind == "reference") // no command shows more
        most = std::string::npos;
    if (result.good) {
        if (mentions(words, folder) && mentions(words, "warning")) {
            say_compiler_words(words, most, all);
            say();
        }
        return result;
    }
    if (result.tools_failed)
        return result; // it was said why
    say_compiler_words(words.empty() ? lines_of(result.output) : words, most, all);
    say();
    explain(words, folder);
    return result;
}

} // namespace kit
