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

    [[nodiscard]] std::vector<std::pair<std::string, std::string>> environment() const {
        return {{"PATH", bin_.string()}, {"CXX", ""}, {"FIRST_BYTE_YES", ""}};
    }

    [[nodiscard]] answer call(const std::vector<std::string>& arguments,
                              const std::string& caller_of_sudo = "") const {
        auto settings = environment();
        settings.emplace_back("SUDO_UID", caller_of_sudo);
        auto child = start(root() / "kit", arguments, {"", settings});
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

TEST_F(door, asks_on_a_terminal_before_it_installs) {
    if (const auto why = why_no_terminal(); !why.empty())
        GTEST_SKIP() << why;
    put("id", "echo 0\n");
    put("apt-get", "echo \"$@\" >>.first-byte/apt-calls\n");
    const std::string script = (root() / "kit").string();
    const auto call = [&](const std::string& words, const std::string& answered) {
        std::error_code error;
        fs::remove(root() / ".first-byte/apt-calls", error);
        return on_terminal("'" + script + "' " + words, answered, environment()).out;
    };
    const auto installed = [&] { return fs::exists(root() / ".first-byte/apt-calls"); };
    auto said = call("list", "n\n");
    EXPECT_TRUE(has(said, "apt-get install -y --no-install-recommends g++ cmake"));
    EXPECT_TRUE(has(said, "Install it now? [Y/n]"));
    EXPECT_TRUE(has(said, "Install it as root, or with:"));
    EXPECT_FALSE(installed());
    EXPECT_TRUE(has(call("list", "\n"), "Installing it: apt-get install"));
    EXPECT_TRUE(installed());
    static_cast<void>(call("list", "y\n"));
    EXPECT_TRUE(installed());
    for (const std::string words : {"--yes list", "test --yes"}) {
        EXPECT_EQ(call(words, "").find("[Y/n]"), std::string::npos);
        EXPECT_TRUE(installed());
    }
    EXPECT_EQ(call("test --no-install", "").find("[Y/n]"), std::string::npos);
    EXPECT_FALSE(installed());
}

TEST_F(door, takes_yes_before_any_command) {
    // A kit whose program is built already: this script.
    const std::string here = ".first-byte/built/";
    write(here + "build/student/bin/kit", "#!/bin/sh\necho \"$FIRST_BYTE_YES: $*\"\n");
    write(here + "build/student/kit.stamp", "");
    write(here + "build/student/CMakeCache.txt",
          "CMAKE_HOME_DIRECTORY:INTERNAL=" + (root() / ".first-byte/built").string() +
              "\n");
    for (const std::string file : {"CMakePresets.json", "lessons/a", "platform/a"})
        write(here + file, "");
    fs::copy_file(root() / "kit", root() / here / "kit");
    fs::permissions(root() / here / "build/student/bin/kit", fs::perms::owner_all);
    put("find", "exit 0\n"); // nothing is newer
    const auto call = [&](const std::vector<std::string>& words) {
        auto child = start(root() / here / "kit", words, {"", environment()});
        return finish(child).out;
    };
    EXPECT_EQ(call({"--yes", "list", "it"}), "1: list it\n");
    EXPECT_EQ(call({"list", "--yes"}), ": list --yes\n");
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
