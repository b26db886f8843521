// kit docs: the site, by Doxygen.
#include <array>
#include <chrono>
#include <system_error>

#include "../build.hpp"
#include "../commands.hpp"
#include "../grading/hash.hpp"
#include "../screen.hpp"
#include "os/process.hpp"

namespace kit {
namespace {

namespace os = grader::os;

/// What draws the diagrams: one script out of a package of npm's, which is not installed.
constexpr std::string_view mermaid_version = "12.3.0";
constexpr std::string_view mermaid_sha256 =
    "336df803d87a38b70a01e736e666c8f7601d2ce42f5e47c8fafe5d721074b9a3";

const fs::path theme = "/usr/share/doxygen-awesome-css/doxygen-awesome.css";

struct tool_run {
    bool good = false;
    std::string said;
};

tool_run run_tool(const std::string& program, const arguments& words,
                  const fs::path& folder) {
    os::spawn_options options;
    options.folder = folder;
    options.ask_to_end = true; // Doxygen and npm start others
    auto tool = os::child::spawn(program, words, options);
    if (!tool.started())
        return {false, program + ": " + tool.why_not()};
    const auto until = os::in(std::chrono::minutes(10));
    auto said = tool.read_until_end(until, 1u << 20).text;
    return {tool.wait(until).exited_with(0), std::move(said)};
}

/// What it needs and costs, before anything is done; a site that is there is made anew.
void say_what_it_takes(const project& where, bool museum) {
    std::error_code error;
    if (fs::exists(where.build_folder("site") / "html" / "index.html", error))
        return;
    say_wrapped("The site is made with Doxygen, the theme doxygen-awesome-css, and npm, "
                "which fetches what draws the diagrams (3 MB). It takes a minute or two "
                "and 60 MB.");
    if (museum)
        say_wrapped("--museum builds and runs over 300 wrong programs, too: ten minutes "
                    "or more, and 1.2 GB in build/default.");
}

/// Says which packages are missing, and how to get them.
bool all_there() {
    std::error_code error;
    std::string packages;
    if (!os::find_program("doxygen"))
        packages += " doxygen";
    if (!fs::exists(theme, error))
        packages += " doxygen-awesome-css";
    if (!os::find_program("npm"))
        packages += " npm";
    if (packages.empty())
        return true;
    complain("Missing:" + packages);
    if (os::find_program("apt-get"))
        complain("Get it:  sudo apt-get install --no-install-recommends" + packages);
    else
        complain("Debian and its kin have these packages; elsewhere, build the site in a "
                 "container.");
    complain("The lessons read as well without it: lessons/01-socket/README.md");
    return false;
}

bool is_mermaid(const fs::path& file) {
    const auto found = grading::sha256_of_files({file});
    return found.size() == 1 && found.front() == mermaid_sha256;
}

bool fetch_mermaid(const fs::path& tools) {
    const fs::path script = tools / "mermaid.min.js";
    std::error_code error;
    if (fs::exists(script, error) && is_mermaid(script))
        return true;
    const std::string package = "mermaid@" + std::string(mermaid_version);
    say("fetching " + package + " with npm");
    const auto got = run_tool("npm", {"pack", package, "--silent"}, tools);
    const auto archive = "mermaid-" + std::string(mermaid_version) + ".tgz";
    const auto out = run_tool("cmake", {"-E", "tar", "xzf", archive}, tools);
    if (got.good && out.good)
        fs::rename(tools / "package/dist/mermaid.min.js", script, error);
    fs::remove_all(tools / "package", error);
    fs::remove(tools / archive, error);
    if (is_mermaid(script))
        return true;
    complain("npm did not give " + package +
             " as it is known here; it needs the network.");
    complain(got.said);
    return false;
}

/// Puts together what is not ours: the theme and mermaid.
bool gather_tools(const fs::path& tools) {
    std::error_code error;
    fs::create_directories(tools, error);
    fs::copy_file(theme, tools / theme.filename(), fs::copy_options::overwrite_existing,
                  error);
    return !error && fetch_mermaid(tools);
}

/// A step of the site; says what it complained of.
bool step(const std::string& what, const fs::path& program, const arguments& words,
          const fs::path& folder) {
    say_for_now(what);
    const auto answer = run_tool(program.string(), words, folder);
    forget_for_now();
    if (!answer.good || !answer.said.empty())
        complain(answer.said);
    if (!answer.good)
        complain("kit docs: " + what + " failed, so there is no site");
    return answer.good;
}

bool make_site(const project& where, const fs::path& out, bool museum) {
    const std::string preset = museum ? "default" : "student";
    say_for_now("building what writes the site");
    const auto built =
        build(where, preset, museum ? arguments{"site", "corpus"} : arguments{"site"});
    if (!built.good) {
        complain(built.output);
        return false;
    }
    // The museum shows what tests say where they are built there.
    const fs::path folder = where.build_folder(preset);
    const fs::path site = folder / "bin" / ("site" + std::string(os::program_suffix()));
    return step("writing the pages", site, {"pages", out.string(), folder.string()},
                where.root()) &&
           step("Doxygen", "doxygen", {(out / "Doxyfile").string()}, out) &&
           step("finishing", site, {"finish", out.string()}, where.root());
}

/// What shows a page here.
std::string opener() {
    for (const std::string program : {"xdg-open", "open", "explorer"})
        if (os::find_program(program))
            return program;
    return {};
}

} // namespace

int run_docs(const project& where, const arguments& args) {
    const call asked("docs", args, {"--museum", "--open"});
    if (!asked.names_nothing())
        return status_wrong_call;
    if (!where.has_solutions()) {
        complain("This kit was handed out without what the site is made of.");
        return status_failed;
    }
    const fs::path out = where.build_folder("site");
    const bool museum = asked.has("--museum");
    say_what_it_takes(where, museum);
    if (!all_there())
        return status_impossible;
    if (!gather_tools(out / "tools") || !make_site(where, out, museum))
        return status_failed;
    const fs::path start = out / "html" / "index.html";
    say("The site: " + where.relative(start));
    if (!asked.has("--open"))
        return status_good;
    const std::string program = opener();
    if (!program.empty() && run_tool(program, {start.string()}, out).good)
        return status_good;
    complain("Nothing here opens a page. Open " + start.string() + " in your browser.");
    return status_failed;
}

} // namespace kit
