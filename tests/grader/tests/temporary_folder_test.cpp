// The grader's temporary folders: new, closed to others, and gone afterwards.
#include <chrono>
#include <string>

#include <gtest/gtest.h>

#include "grading/temporary_folder.hpp"
#include "os/process.hpp"

namespace {

namespace fs = std::filesystem;
namespace os = grader::os;
using kit::grading::temporary_folder;

void make_older(const fs::path& folder, std::chrono::minutes by) {
    std::error_code error;
    fs::last_write_time(folder / "in-use", fs::file_time_type::clock::now() - by, error);
    EXPECT_FALSE(error);
}

/// In a place of the test's own: graders in other tests remove what they find in theirs.
class temporary_folders : public testing::Test {
  protected:
    const temporary_folder mine;
    const fs::path place = mine.path();

    /// As a process that was killed has left it, `ago`. Its number is no process's.
    [[nodiscard]] fs::path left_behind(std::chrono::minutes ago) const;
};

fs::path temporary_folders::left_behind(std::chrono::minutes ago) const {
    const fs::path folder = place / "first-byte-0-1";
    EXPECT_TRUE(kit::write_file(folder / "in-use", ""));
    EXPECT_TRUE(kit::write_file(folder / "kit/large", "much"));
    make_older(folder, ago);
    return folder;
}

TEST_F(temporary_folders, are_gone_with_their_object) {
    fs::path path;
    {
        const temporary_folder folder(place);
        path = folder.path();
        EXPECT_TRUE(kit::write_file(path / "a/b", "c"));
    }
    EXPECT_FALSE(path.empty());
    EXPECT_FALSE(fs::exists(path));
}

TEST_F(temporary_folders, are_new) {
    const temporary_folder first(place);
    // The next name is taken, by someone who guessed it.
    const std::string name = first.path().string();
    const std::size_t dash = name.rfind('-') + 1;
    const fs::path guessed =
        name.substr(0, dash) + std::to_string(std::stoi(name.substr(dash)) + 1);
    ASSERT_TRUE(kit::write_file(guessed / "planted", "yes"));
    {
        const temporary_folder second(place);
        EXPECT_NE(second.path(), guessed);
        EXPECT_FALSE(fs::exists(second.path() / "planted"));
    }
    EXPECT_TRUE(fs::exists(guessed / "planted"));
    fs::remove_all(guessed);
}

TEST_F(temporary_folders, that_a_killed_grader_left_are_removed_by_the_next) {
    const fs::path old = left_behind(std::chrono::minutes(5));
    { const temporary_folder next(place); }
    EXPECT_FALSE(fs::exists(old));
    // It may be about to take its lock.
    const fs::path young = left_behind(std::chrono::minutes(0));
    { const temporary_folder next(place); }
    EXPECT_TRUE(fs::exists(young / "kit/large"));
    fs::remove_all(young);
}

TEST_F(temporary_folders, in_use_stay) {
    const fs::path used = left_behind(std::chrono::minutes(5));
    const fs::path script = used / "hold.cmake";
    ASSERT_TRUE(kit::write_file(
        script, "file(LOCK \"" + (used / "in-use").generic_string() +
                    "\")\nmessage(\"has it\")\n"
                    "execute_process(COMMAND \"${CMAKE_COMMAND}\" -E sleep 100)\n"));
    auto holder = os::child::spawn("cmake", {"-P", script.string()}, {});
    ASSERT_TRUE(holder.started()) << holder.why_not();
    EXPECT_EQ(holder.read_line(os::in(std::chrono::seconds(20))).value_or(""), "has it");
    make_older(used, std::chrono::minutes(5)); // to lock it was to write to it
    { const temporary_folder next(place); }
    EXPECT_TRUE(fs::exists(used / "kit/large"));
    holder.kill();
    EXPECT_TRUE(holder.wait(os::in(std::chrono::seconds(20))).ended());
    { const temporary_folder next(place); }
    EXPECT_FALSE(fs::exists(used));
    fs::remove_all(used);
}

} // namespace
