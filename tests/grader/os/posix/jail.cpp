#include "../jail.hpp"

#include <array>
#include <initializer_list>
#include <system_error>

#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace grader::os {
namespace {

namespace fs = std::filesystem;

// Who has nothing on any system: nobody's id, by number, as its name differs.
constexpr const char* nobody = "65534";

using words = std::vector<std::string>;

void add(words& to, std::initializer_list<std::string> more) {
    to.insert(to.end(), more);
}

void add_limits(words& to, const confinement& c) {
    add(to, {"prlimit", "--nproc=" + std::to_string(c.processes),
             "--as=" + std::to_string(c.memory), "--fsize=" + std::to_string(c.file_size),
             "--cpu=" + std::to_string(c.cpu_seconds),
             "--nofile=" + std::to_string(c.open_files), "--core=0", "--"});
}

void add_jail(words& to, const confinement& c) {
    add(to, {"bwrap", "--unshare-all", "--unshare-user", "--disable-userns",
             "--die-with-parent", "--new-session", "--cap-drop", "ALL"});
    add(to, {"--ro-bind", "/usr", "/usr"});
    for (const char* link : {"bin", "lib", "lib64"}) {
        std::error_code error;
        if (fs::is_symlink(fs::path("/") / link, error))
            add(to, {"--symlink", std::string("usr/") + link, std::string("/") + link});
        else
            add(to, {"--ro-bind-try", std::string("/") + link, std::string("/") + link});
    }
    // Names of hosts, and which program c++ is.
    for (const char* file : {"/etc/hosts", "/etc/nsswitch.conf", "/etc/alternatives"})
        add(to, {"--ro-bind-try", file, file});
    if (c.sees_processes)
        add(to, {"--proc", "/proc"});
    add(to, {"--dev", "/dev"});
    add(to, {"--size", std::to_string(c.scratch), "--tmpfs", "/tmp"});
    for (const auto& path : c.readable)
        add(to, {"--ro-bind", path.string(), path.string()});
    for (const auto& path : c.writable)
        add(to, {"--bind", path.string(), path.string()});
    add(to, {"--chdir", c.folder.empty() ? "/tmp" : c.folder.string()});
    add(to, {"--clearenv", "--setenv", "PATH", "/usr/bin:/bin"});
    for (const auto& [name, value] : c.environment)
        add(to, {"--setenv", name, value});
    add(to, {"--remount-ro", "/", "--"});
}

std::string try_one() {
    for (const char* tool : {"bwrap", "prlimit", "setpriv"})
        if (!find_program(tool))
            return std::string("there is no ") + tool +
                   " here (Debian, Ubuntu: apt-get install bubblewrap util-linux)";
    confinement c;
    auto trial = spawn_confined("true", {}, c);
    if (!trial.started())
        return "bwrap does not start: " + trial.why_not();
    const auto said = trial.read_until_end(in(std::chrono::seconds(10)), 4096);
    if (trial.wait(in(std::chrono::seconds(10))).exited_with(0))
        return {};
    return "bubblewrap cannot make one; it says: " + said.text;
}

} // namespace

const std::string& why_no_jail() {
    static const std::string why = try_one();
    return why;
}

child spawn_confined(const fs::path& program, const std::vector<std::string>& arguments,
                     const confinement& c, const spawn_options& asked) {
    words line;
    if (c.jailed) {
        if (::geteuid() == 0)
            add(line,
                {"setpriv", std::string("--reuid=") + nobody,
                 std::string("--regid=") + nobody, "--clear-groups", "--no-new-privs"});
        add_jail(line, c);
    }
    if (c.jailed || find_program("prlimit"))
        add_limits(line, c);
    line.push_back(program.string());
    line.insert(line.end(), arguments.begin(), arguments.end());
    spawn_options options = asked;
    options.folder = c.jailed ? fs::path("/") : c.folder;
    options.environment.clear();
    if (!c.jailed)
        options.environment = c.environment;
    return child::spawn(line.front(), words(line.begin() + 1, line.end()), options);
}

std::optional<command> as_one(const std::vector<command>& commands) {
    std::string script;
    int number = first_failure;
    for (const auto& words : commands) {
        for (const auto& word : words) { // 'it'\''s': nothing in it has a meaning
            script += '\'';
            for (const char c : word)
                script += c == '\'' ? std::string("'\\''") : std::string(1, c);
            script += "' ";
        }
        script += "|| exit " + std::to_string(number++) + "\n";
    }
    return command{"sh", "-c", script};
}

bool open_to_jails(const fs::path& folder, bool writable) {
    const mode_t mode = writable && ::geteuid() == 0 ? 0777 : 0755;
    return ::chmod(folder.c_str(), mode) == 0;
}

void close_to_others() noexcept {
#ifdef __linux__
    ::prctl(PR_SET_DUMPABLE, 0);
#endif
}

} // namespace grader::os
