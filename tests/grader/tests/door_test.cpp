// The door ./kit on machines that lack something: a PATH of a few ordinary programs.
#include "copy.hpp"

namespace {

using namespace kit_test;

class door : public copy {
  protected:
    door() : bin_(root() / ".first-byte" / "test-bin") {
        std::error_code error;
        fs::remove_all(bin_, error);
        fs::create_directories(bin_);
        for (const std::string name : {"sh", "dirname", "find", "grep", "mktemp", "tail",
                                       "cat", "rm", "touch", "mkdir", "env"})
            if (const auto found = os::find_program(name))
                fs::create_symlink(*found, bin_ / name, error);
        // A build that is there already would not need anything.
        fs::remove(root() / "build" / "student" / "kit.stamp", error);
    }
    ~door() override {
        std::error_code error;
        fs::remove_all(bin_, error);
    }

    void SetUp() override {
        if (os::system_name() == "windows")
            GTEST_SKIP() << "there the door is kit.cmd";
    }

    void put(const std::string& name, const std::string& script) const {
        write(".first-byte/test-bin/" + name, "#!/bin/sh\n" + script);
        fs::permissions(bin_ / name, fs::perms::owner_all);
    }

    [[nodiscard]] answer call(const std::vector<std::string>& arguments,
                              const std::string& caller_of_sudo = "") const {
        auto child = start(
            root() / "kit", arguments,
            {"", {{"PATH", bin_.string()}, {"CXX", ""}, {"SUDO_UID", caller_of_sudo}}});
        EXPECT_TRUE(child.started()) << child.why_not();
        return finish(child);
    }

  private:
    fs::path bin_;
};

TEST_F(door, says_what_is_missing_where_it_cannot_install) {
    put("id", "echo 1000\n");
    const auto given = call({"check", "1"});
    EXPECT_EQ(given.status, 1);
    EXPECT_TRUE(has(given.error, "Missing: a C++ compiler, CMake, Ninja"));
    EXPECT_TRUE(has(given.error, "package manager"));
}

TEST_F(door, gives_the_exact_command_to_a_user_without_rights) {
    put("id", "echo 1000\n");
    put("apt-get", "echo this must not run; exit 9\n");
    const auto given = call({"list"});
    EXPECT_EQ(given.status, 1);
    EXPECT_TRUE(has(given.error,
                    "sudo apt-get install -y --no-install-recommends g++ cmake "
                    "ninja-build libgtest-dev"));
    EXPECT_FALSE(has(given.error, "this must not run"));
}

TEST_F(door, installs_by_the_package_manager_as_root) {
    put("id", "echo 0\n");
    put("apt-get", "echo \"$@\" >>\"$FIRST_BYTE_ROOT/.first-byte/apt-calls\"\n");
    const auto given = call({"list"});
    EXPECT_EQ(given.status, 1); // this apt-get installs nothing, and that is noticed
    EXPECT_TRUE(has(given.error, "First Byte needs a C++ compiler, CMake, Ninja"));
    EXPECT_TRUE(has(given.error, "Installing it: apt-get install"));
    EXPECT_TRUE(
        has(read(".first-byte/apt-calls"),
            "install -y --no-install-recommends g++ cmake ninja-build libgtest-dev"));
    EXPECT_TRUE(has(given.error, "Missing: "));
}

TEST_F(door, doctor_installs_nothing) {
    put("id", "echo 0\n");
    put("apt-get", "echo this must not run; exit 9\n");
    const auto given = call({"doctor"});
    EXPECT_EQ(given.status, 1);
    EXPECT_TRUE(has(given.error, "apt-get install"));
    EXPECT_FALSE(has(given.error + given.out, "this must not run"));
}

TEST_F(door, under_sudo_builds_as_who_has_called_it) {
    put("id", "echo 0\n");
    put("find", "exit 0\n"); // nothing here is root's
    put("sudo", "echo \"$@\" >\"$FIRST_BYTE_ROOT/.first-byte/sudo-call\"; exit 7\n");
    EXPECT_EQ(call({"packets", "4"}, "1000").status, 7);
    EXPECT_EQ(read(".first-byte/sudo-call"), "-u #1000 ./kit list\n");
    put("find", "echo .\n"); // a folder of root's, in which nobody else can build
    EXPECT_EQ(call({"packets", "4"}, "1000").status, 1);
}

TEST_F(door, a_folder_without_lessons_is_said_so) {
    const fs::path elsewhere = root() / ".first-byte" / "elsewhere";
    fs::create_directories(elsewhere);
    fs::copy_file(root() / "kit", elsewhere / "kit");
    os::spawn_options options;
    auto child = os::child::spawn(elsewhere / "kit", {"list"}, options);
    const auto given = finish(child);
    EXPECT_EQ(given.status, 2);
    EXPECT_TRUE(has(given.out, "not First Byte"));
}

} // namespace
