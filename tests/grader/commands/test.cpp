// kit test: every test that there is for this machine.
#include <algorithm>
#include <thread>

#include "../build.hpp"
#include "../build_lock.hpp"
#include "../commands.hpp"
#include "../screen.hpp"
#include "os/process.hpp"

namespace kit {

namespace os = grader::os;

int run_test(const project& where, const arguments& args) {
    if (!where.has_solutions()) {
        complain("This kit was handed out without its own tests; a lesson's are run by");
        complain("./kit check N.");
        return status_failed;
    }
    const std::string preset = "default";
    say("building everything in build/" + preset);
    const build_lock ours(where, preset);
    const auto built = build(where, preset, {"all"});
    if (!built.good) {
        say(built.output);
        say(paint("kit test: the build failed, so no test has run", tone::bad));
        return built.tools_failed ? status_impossible : status_failed;
    }
    const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
    arguments words{"--test-dir",
                    where.build_folder(preset).string(),
                    "--no-tests=error",
                    "--output-on-failure",
                    "--timeout",
                    "120",
                    "-j",
                    std::to_string(cores)};
    words.insert(words.end(), args.begin(), args.end());
    os::spawn_options options;
    options.folder = where.root();
    auto ctest = os::child::spawn("ctest", words, options);
    if (!ctest.started()) {
        complain("cannot start ctest: " + ctest.why_not());
        return status_failed;
    }
    std::string closing = "ctest has not come to its end";
    while (const auto line = ctest.read_line(os::never)) {
        say(*line);
        if (line->find("tests passed, ") != std::string::npos ||
            line->find("No tests were found") != std::string::npos)
            closing = *line;
    }
    const bool good = ctest.wait(os::never).exited_with(0);
    say();
    say(paint(closing, good ? tone::good : tone::bad));
    return good ? status_good : status_failed;
}

} // namespace kit
