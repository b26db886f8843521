// The rules of the house, which are easy to break without seeing it.
#include <fstream>
#include <regex>

#include <gtest/gtest.h>

#include "markdown.hpp"

namespace {

std::vector<std::string> sources(const std::vector<std::string>& folders) {
    std::vector<std::string> found;
    for (const auto& folder : folders)
        for (const auto* ending : {".cpp", ".hpp"}) {
            const auto part = pages::files(folder, ending);
            found.insert(found.end(), part.begin(), part.end());
        }
    return found;
}

/// Lines of these files that match, as "file:line: text".
std::vector<std::string> lines_with(const std::vector<std::string>& files,
                                    const std::regex& pattern) {
    std::vector<std::string> found;
    for (const auto& file : files) {
        const auto all = pages::lines(pages::read(pages::root() / file));
        for (std::size_t i = 0; i < all.size(); ++i)
            if (std::regex_search(all[i], pattern))
                found.push_back(file + ":" + std::to_string(i + 1) + ": " + all[i]);
    }
    return found;
}

std::string joined(const std::vector<std::string>& all) {
    std::string text;
    for (const auto& line : all)
        text += "\n" + line;
    return text;
}

/// What benchmarks compare the platform layer with cannot stand on it: it calls the
/// system itself, or somebody's library, in folders that say so.
bool is_by_hand(const std::string& file) {
    static const std::regex folder("^bench/(os|floors|many|baseline)/"
                                   "((posix|windows|linux|polled)/)|^bench/peers/");
    return std::regex_search(file, folder);
}

bool outside_of_os_folders(const std::string& file) {
    return !file.starts_with("platform/posix/") &&
           !file.starts_with("platform/windows/") &&
           !file.starts_with("tests/grader/os/") && file != "tests/pages/house.cpp";
}

/// Hostile submissions break the rules of the house on purpose.
bool is_hostile(const std::string& file) {
    return file.starts_with("tests/submissions/hostile/");
}

const std::vector<std::string> everywhere = {"lessons", "solutions", "platform", "tests",
                                             "bench"};

TEST(house, only_the_os_folders_ask_which_system_it_is) {
    static const std::regex condition(
        "^\\s*#\\s*(el)?if.*(_WIN32|WIN32|__linux__|__APPLE__|__unix__|_MSC_VER)");
    auto files = sources(everywhere);
    std::erase_if(files, [](const auto& file) { return !outside_of_os_folders(file); });
    const auto found = lines_with(files, condition);
    EXPECT_TRUE(found.empty()) << joined(found);
}

TEST(house, only_the_os_folders_include_the_system_s_socket_headers) {
    static const std::regex include(
        "^\\s*#\\s*include\\s*<(sys/|netinet/|arpa/|winsock|ws2|windows\\.h|unistd\\.h)");
    auto files = sources(everywhere);
    std::erase_if(files, [](const auto& file) {
        return !outside_of_os_folders(file) || is_by_hand(file) ||
               file.starts_with("tests/platform/") || is_hostile(file);
    });
    const auto found = lines_with(files, include);
    EXPECT_TRUE(found.empty()) << joined(found);
}

TEST(house, no_sleep_stands_in_for_synchronisation) {
    static const std::regex sleep("sleep_for|sleep_until|usleep|nanosleep|\\bSleep\\(");
    const auto found = lines_with(sources({"tests/lessons", "tests/platform",
                                           "tests/support", "lessons", "solutions"}),
                                  sleep);
    EXPECT_TRUE(found.empty()) << joined(found);
}

TEST(house, nothing_includes_from_solutions) {
    static const std::regex include("#\\s*include.*solutions/");
    auto files = sources(everywhere);
    std::erase_if(files, is_hostile);
    const auto found = lines_with(files, include);
    EXPECT_TRUE(found.empty()) << joined(found);
}

TEST(house, no_source_file_is_longer_than_400_lines) {
    for (const auto& file : sources(everywhere))
        EXPECT_LE(pages::lines(pages::read(pages::root() / file)).size(), 400u) << file;
}

} // namespace
