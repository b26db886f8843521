#include "copy.hpp"

#include <cstdlib>
#include <set>
#include <system_error>

#include "one_line.hpp"
#include "tools.hpp"

namespace kit_test {
namespace {

const char* const program = KIT_PROGRAM;
const fs::path project = KIT_PROJECT;

/// Where the copy is: a folder that CTest names and keeps, or one of this process.
struct place {
    fs::path folder;
    bool ours = false;

    place() {
        if (const char* named = std::getenv("FIRST_BYTE_KIT_COPY"))
            folder = named;
        ours = folder.empty();
        if (ours)
            folder = fs::temp_directory_path() /
                     ("first-byte-kit-test-" + std::to_string(os::own_id()));
        fs::create_directories(folder);
        folder = fs::canonical(folder);
    }
    ~place() {
        std::error_code error;
        if (ours)
            fs::remove_all(folder, error);
    }
    place(const place&) = delete;
    place& operator=(const place&) = delete;
};

/// Makes a folder of the copy like the project's. Files that are the same already keep
/// their times, so that nothing is built for a second time.
void synchronise(const fs::path& from, const fs::path& to) {
    std::set<fs::path> wanted;
    for (const auto& entry : fs::recursive_directory_iterator(from)) {
        if (!entry.is_regular_file())
            continue;
        const fs::path path = entry.path().lexically_relative(from);
        wanted.insert(path);
        const auto text = kit::read_file(entry.path());
        if (text && kit::read_file(to / path) != text) {
            EXPECT_TRUE(kit::write_file(to / path, *text));
        }
    }
    std::error_code error;
    std::vector<fs::path> extra;
    for (const auto& entry : fs::recursive_directory_iterator(to, error))
        if (entry.is_regular_file() &&
            !wanted.contains(entry.path().lexically_relative(to)))
            extra.push_back(entry.path());
    for (const auto& path : extra)
        fs::remove(path, error);
}

} // namespace

const fs::path& copy::root() {
    static const place here;
    return here.folder;
}

copy::copy() {
    std::error_code error;
    fs::remove_all(root() / ".first-byte", error);
    for (const std::string folder : {"lessons", "platform", "solutions", "tests/grader",
                                     "tests/lessons", "tests/support"})
        synchronise(project / folder, root() / folder);
    for (const std::string file : {"CMakeLists.txt", "CMakePresets.json", "kit"}) {
        const auto text = kit::read_file(project / file);
        if (text && kit::read_file(root() / file) != text) {
            EXPECT_TRUE(kit::write_file(root() / file, *text));
            fs::permissions(root() / file, fs::perms::owner_all, error);
        }
    }
    // Whoever runs these tests may have written answers already.
    EXPECT_EQ(kit({"dev", "starters"}).status, 0);
}

os::child copy::start(const fs::path& what, const std::vector<std::string>& arguments,
                      const call_settings& settings) {
    os::spawn_options options;
    options.input = os::stream::pipe;
    options.error = os::stream::pipe;
    options.folder = root();
    options.environment = settings.environment;
    options.environment.emplace_back("FIRST_BYTE_ROOT", root().string());
    return os::child::spawn(what, arguments, options);
}

answer copy::finish(os::child& child, const std::string& input) {
    const auto begun = std::chrono::steady_clock::now();
    const auto limit = os::in(std::chrono::seconds(280));
    answer given;
    given.out = child.exchange(input, limit).text;
    given.error = child.read_until_end(limit, 1u << 20, os::source::error).text;
    const auto end = child.wait(limit);
    given.status = end.kind == os::exit_status::how::exited ? end.value : -1;
    given.took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - begun);
    return given;
}

answer copy::kit(const std::vector<std::string>& arguments,
                 const call_settings& settings) {
    auto child = start(program, arguments, settings);
    EXPECT_TRUE(child.started()) << child.why_not();
    return finish(child, settings.input);
}

const std::string& copy::why_no_terminal() {
    static const std::string why = []() -> std::string {
        if (os::system_name() != "linux")
            return "only the script(1) of util-linux is called here";
        if (!os::find_program("script"))
            return kit::none_here("script");
        if (on_terminal("true", "", {}).status != 0)
            return "script(1) gets no pseudo-terminal here";
        return {};
    }();
    return why;
}

answer copy::on_terminal(const std::string& command, const std::string& input,
                         std::vector<std::pair<std::string, std::string>> environment) {
    environment.emplace_back("SHELL", "/bin/sh");
    auto child =
        start("script", {"-qec", command, "/dev/null"}, {"", std::move(environment)});
    EXPECT_TRUE(child.started()) << child.why_not();
    return finish(child, input);
}

void copy::write(const std::string& path, std::string_view text) {
    ASSERT_TRUE(kit::write_file(root() / path, text));
}

std::string copy::read(const std::string& path) {
    return kit::read_file(root() / path).value_or("");
}

void copy::write_answer(std::string_view old_words, std::string_view new_words) {
    std::string text =
        kit::read_file(project / "solutions" / "01-socket" / "socket.cpp").value_or("");
    if (!old_words.empty()) {
        const std::size_t at = text.find(old_words);
        ASSERT_NE(at, std::string::npos) << "the reference of lesson 01 has changed";
        text.replace(at, old_words.size(), new_words);
    }
    write("lessons/01-socket/socket.cpp", text);
}

void expect_at_most_80_columns(const std::string& text) {
    for (const auto& line : kit::lines_of(text))
        if (line.find(' ') != line.npos) { // one word, such as a path, can't be wrapped
            EXPECT_LE(line.size(), 80u) << line;
        }
}

testing::AssertionResult has(const std::string& text, std::string_view part) {
    if (text.find(part) != std::string::npos ||
        in_one_line(text).find(part) != std::string::npos)
        return testing::AssertionSuccess();
    return testing::AssertionFailure() << "\"" << part << "\" is not in:\n" << text;
}

} // namespace kit_test
