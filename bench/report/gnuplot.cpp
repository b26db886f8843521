#include "gnuplot.hpp"

#include <chrono>

#include "os/process.hpp"
#include "svg.hpp"
#include "text.hpp"
#include "text/files.hpp"

namespace bench {
namespace {

using namespace std::chrono_literals;
namespace os = grader::os;

/// Sizes are in pixels. A telephone's page is 390 wide.
constexpr int wide = 720, narrow = 356;

std::string commands_of(const plot& what, bool on_telephone) {
    const std::string text(ink::text), line(ink::line);
    return "# Draws " + what.name + ".svg: gnuplot " + what.name + ".gp > " + what.name +
           ".svg\n"
           "set encoding utf8\nset terminal svg noenhanced size " +
           std::to_string(on_telephone ? narrow : wide) + "," +
           std::to_string(what.height) + " font 'system-ui,sans-serif," +
           (on_telephone ? "11" : "13") + "'\nnarrow = " + (on_telephone ? "1" : "0") +
           "\nset border 3 lc rgb '" + text +
           "'\nset tics nomirror scale 0.5 textcolor "
           "rgb '" +
           text + "'\nset grid ytics lt 1 lw 0.7 lc rgb '" + line +
           "'\nset key reverse Left samplen 1.5 textcolor rgb '" + text +
           "'\nset xlabel textcolor rgb '" + text + "'\nset ylabel textcolor rgb '" +
           text + "'\n" + what.commands;
}

/// The first line of what it says that holds something, or how it ended.
std::string complaint(const std::string& said, const os::exit_status& ended) {
    for (const auto& each : kit::lines_of(said))
        if (each.find_first_not_of(" ^\t") != std::string::npos &&
            each.find("line ") != std::string::npos)
            return clean(each);
    return os::in_words(ended);
}

/// gnuplot's output; nothing, and why.
std::optional<std::string> output_of(const std::filesystem::path& gnuplot,
                                     const std::string& commands,
                                     const std::filesystem::path& folder,
                                     std::string& why) {
    const auto until = os::in(20s);
    os::spawn_options options;
    options.input = os::stream::pipe;
    options.error = os::stream::pipe;
    options.folder = folder;
    os::child process = os::child::spawn(gnuplot, {"-"}, options);
    if (!process.started()) {
        why = process.why_not();
        return std::nullopt;
    }
    const auto made = process.exchange(commands, until);
    const auto said = process.read_until_end(until, 1u << 16, os::source::error);
    const auto ended = process.wait(until);
    if (ended.exited_with(0))
        return made.text;
    why = "gnuplot: " + complaint(said.text, ended);
    return std::nullopt;
}

} // namespace

std::optional<std::filesystem::path> find_gnuplot() {
    return os::find_program("gnuplot");
}

std::optional<drawing> draw(const std::filesystem::path& gnuplot, const plot& what,
                            const std::filesystem::path& folder, std::string& why) {
    const std::string commands = commands_of(what, false);
    for (const auto& [ending, text] :
         {std::pair<const char*, const std::string&>{".dat", what.data},
          {".gp", commands}})
        if (!kit::write_file(folder / (what.name + ending), text)) {
            why = "cannot write " + (folder / (what.name + ending)).string();
            return std::nullopt;
        }
    const auto large = output_of(gnuplot, commands, folder, why);
    const auto small =
        large ? output_of(gnuplot, commands_of(what, true), folder, why) : std::nullopt;
    if (!small)
        return std::nullopt;
    drawing made{in_page(*large, what.name), in_page(*small, what.name + "-narrow")};
    if (made.wide.empty() || made.narrow.empty()) {
        why = "gnuplot drew nothing";
        return std::nullopt;
    }
    if (!kit::write_file(folder / (what.name + ".svg"), as_file(*large, what.name))) {
        why = "cannot write " + (folder / (what.name + ".svg")).string();
        return std::nullopt;
    }
    return made;
}

} // namespace bench
