// kit test: every test that there is for this machine.
#include <algorithm>
#include <cstdlib>
#include <system_error>
#include <thread>

#include "../build.hpp"
#include "../build_lock.hpp"
#include "../commands.hpp"
#include "../screen.hpp"
#include "../skipped.hpp"
#include "../tools.hpp"
#include "install_tools.hpp"
#include "os/process.hpp"

namespace kit {

namespace os = grader::os;

namespace {

/// Takes a word out of the arguments. True: it was among them.
bool take(arguments& args, std::string_view word) {
    return std::erase(args, word) > 0;
}

/// ./kit --yes test.
bool told_to_by_the_door() {
    const char* yes = std::getenv("FIRST_BYTE_YES"); // NOLINT: nobody changes it
    return yes != nullptr && *yes != '\0';
}

/// The tools that the tests need and that are installed without more ado.
std::vector<const tool*> tools_to_install() {
    auto missing = missing_for(to_test);
    std::erase_if(missing, [](const tool* each) { return each->by_hand; });
    return missing;
}

/// Runs ctest and shows what it prints. Its last word about all tests is in `closing`.
bool run_ctest(const project& where, const arguments& words, std::string& closing) {
    os::spawn_options options;
    options.folder = where.root();
    auto ctest = os::child::spawn("ctest", words, options);
    if (!ctest.started()) {
        closing = "cannot start ctest: " + ctest.why_not();
        return false;
    }
    closing = "ctest has not come to its end";
    while (const auto line = ctest.read_line(os::never)) {
        say(*line);
        if (line->find("tests passed, ") != std::string::npos ||
            line->find("No tests were found") != std::string::npos)
            closing = *line;
    }
    return ctest.wait(os::never).exited_with(0);
}

} // namespace

int run_test(const project& where, const arguments& args) {
    if (!where.has_solutions()) {
        complain("This kit was handed out without its own tests; a lesson's are run by");
        complain("./kit check N.");
        return status_failed;
    }
    arguments rest = args;
    const bool yes = take(rest, "--yes") || told_to_by_the_door();
    if (!take(rest, "--no-install"))
        install_tools(tools_to_install(), yes);
    const std::string preset = "default";
    say("building everything in build/" + preset);
    const build_lock ours(where, preset);
    const auto built = build(where, preset, {"all"});
    if (!built.good) {
        say(built.output);
        say(paint("kit test: the build failed, so no test has run", tone::bad));
        return built.tools_failed ? status_impossible : status_failed;
    }
    const fs::path folder = where.build_folder(preset), results = folder / "kit-test.xml";
    const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
    arguments words{"--test-dir",
                    folder.string(),
                    "--no-tests=error",
                    "--output-on-failure",
                    "--output-junit",
                    results.string(),
                    "--timeout",
                    "120",
                    "-j",
                    std::to_string(cores)};
    words.insert(words.end(), rest.begin(), rest.end());
    std::error_code error;
    fs::remove(results, error);
    std::string closing;
    const bool good = run_ctest(where, words, closing);
    say();
    say_skipped(read_skipped(read_file(results).value_or("")));
    say(paint(closing, good ? tone::good : tone::bad));
    return good ? status_good : status_failed;
}

} // namespace kit
