#include "../jail.hpp"
#include "jails_user.hpp"

#include <array>
#include <csignal>
#include <cstdlib>
#include <initializer_list>
#include <system_error>
#include <utility>

#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace grader::os {
namespace {

namespace fs = std::filesystem;

using words = std::vector<std::string>;

void add(words& to, std::initializer_list<std::string> more) {
    to.insert(to.end(), more);
}

// Runs its words with the jail's own files of /etc open, for bwrap to lay out.
constexpr const char* with_files_of_etc = R"(exec "$@" 8<<HOSTS 9<<SWITCH
127.0.0.1 localhost
::1 localhost
HOSTS
hosts: files
SWITCH
)";

std::string in_path(const char* tool) {
    return find_program(tool).value_or(tool).string();
}

void add_limits(words& to, const confinement& c) {
    add(to, {"prlimit", "--nproc=" + std::to_string(c.processes),
             "--as=" + std::to_string(c.memory), "--fsize=" + std::to_string(c.file_size),
             // First SIGXCPU, which says what it was; SIGKILL could be anybody's.
             "--cpu=" + std::to_string(c.cpu_seconds) + ":" +
                 std::to_string(c.cpu_seconds + 2),
             "--nofile=" + std::to_string(c.open_files), "--core=0", "--"});
}

void add_jail(words& to, const confinement& c) {
    add(to, {in_path("bwrap"), "--unshare-all", "--unshare-user", "--disable-userns",
             "--die-with-parent", "--new-session", "--cap-drop", "ALL"});
    add(to, {"--ro-bind", "/usr", "/usr"});
    for (const char* link : {"bin", "lib", "lib64"}) {
        std::error_code error;
        if (fs::is_symlink(fs::path("/") / link, error))
            add(to, {"--symlink", std::string("usr/") + link, std::string("/") + link});
        else
            add(to, {"--ro-bind-try", std::string("/") + link, std::string("/") + link});
    }
    // Which program c++ is, and names of hosts: this machine's own are nobody's business.
    add(to, {"--ro-bind-try", "/etc/alternatives", "/etc/alternatives"});
    add(to, {"--perms", "0444", "--file", "8", "/etc/hosts"});
    add(to, {"--perms", "0444", "--file", "9", "/etc/nsswitch.conf"});
    // No terminal to wait at, no memory that looks like a file.
    add(to, {"--dev-bind", "/dev/null", "/dev/null"});
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
        // The environment that bwrap begins with stays in its memory, which what it
        // starts could read: it has none.
        add(line, {"env", "-i", "sh", "-c", with_files_of_etc, "sh"});
        const std::string id = std::to_string(jails_id);
        if (::geteuid() == 0)
            add(line, {in_path("setpriv"), "--reuid=" + id, "--regid=" + id,
                       "--clear-groups", "--no-new-privs"});
        add_jail(line, c);
    } else { // what the environment holds is nothing for a report
        const char* path = std::getenv("PATH");
        add(line, {"env", "-i", std::string("PATH=") + (path ? path : "/usr/bin:/bin")});
        for (const auto& [name, value] : c.environment)
            line.push_back(name + "=" + value);
    }
    if (c.jailed || find_program("prlimit"))
        add_limits(line, c);
    line.push_back(program.string());
    line.insert(line.end(), arguments.begin(), arguments.end());
    spawn_options options = asked;
    options.folder = c.jailed ? fs::path("/") : c.folder;
    options.environment.clear();
    return child::spawn(line.front(), words(line.begin() + 1, line.end()), options);
}

namespace {

// The exit status of what as_one makes: one of these, and the number of the command. None
// of them can be a shell's for a command that a signal ended (128 and more).
constexpr int failed_at = 64, limit_at = 78, crashed_at = 92, killed_at = 106;
static_assert(killed_at + most_as_one <= 120);
constexpr int no_start_at = 192;

std::string any_of(std::initializer_list<int> signals) {
    std::string pattern;
    for (const int number : signals)
        pattern += (pattern.empty() ? "" : "|") + std::to_string(128 + number);
    return pattern;
}

/// A word for the shell: 'it'\''s', nothing in which has a meaning.
std::string quoted(const std::string& word) {
    std::string text = "'";
    for (const char c : word)
        text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return text + "' ";
}

} // namespace

std::optional<command> as_one(const std::vector<command>& commands) {
    const auto end_with = [](int base) {
        return " exit $((" + std::to_string(base) + " + at));;\n";
    };
    std::string script = "run() {\n\"$@\" && at=$((at + 1)) && return\ncase $? in\n" +
                         any_of({SIGXCPU, SIGXFSZ}) + ")" + end_with(limit_at) +
                         any_of({SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSYS}) +
                         ")" + end_with(crashed_at) + "126|127)" + end_with(no_start_at) +
                         "12[89]|1[3-9]?)" + end_with(killed_at) + "esac\nexit $((" +
                         std::to_string(failed_at) + " + at))\n}\nat=0\n";
    for (const auto& words : commands) {
        script += "run ";
        for (const auto& word : words)
            script += quoted(word);
        script += "\n";
    }
    return command{"sh", "-c", script};
}

end_of_one read_end(const exit_status& end, std::size_t commands) {
    using how = end_of_one::how;
    if (end.exited_with(0))
        return {how::good, commands};
    if (end.kind != exit_status::how::exited)
        return {};
    for (const auto& [base, kind] : {std::pair{failed_at, how::failed},
                                     {limit_at, how::limit},
                                     {crashed_at, how::crashed},
                                     {killed_at, how::killed},
                                     {no_start_at, how::no_start}})
        if (end.value >= base && end.value < base + static_cast<long long>(commands))
            return {kind, static_cast<std::size_t>(end.value - base)};
    return {};
}

bool open_to_jails(const fs::path& folder, bool writable) {
    if (::geteuid() != 0)
        return ::chmod(folder.c_str(), 0700) == 0; // jails run as the same user
    return ::chown(folder.c_str(), static_cast<uid_t>(-1), jails_id) == 0 &&
           ::chmod(folder.c_str(), writable ? 0770 : 0750) == 0;
}

bool open_all_to_jails(const fs::path& folder) {
    if (::geteuid() != 0)
        return true;
    if (!open_to_jails(folder, false))
        return false;
    std::error_code error;
    if (!fs::is_directory(folder, error))
        return !error;
    fs::recursive_directory_iterator at(folder, error), end;
    for (; !error && at != end; at.increment(error))
        if (!open_to_jails(at->path(), false))
            return false;
    return !error;
}

bool jails_can_read(const fs::path& file) {
    if (::geteuid() != 0)
        return true;
    std::error_code error;
    const fs::path real = fs::canonical(file, error);
    if (error)
        return false;
    const auto allows = [&](const fs::path& path, fs::perms what) {
        return (fs::status(path, error).permissions() & what) == what && !error;
    };
    bool good = allows(real, fs::perms::others_read);
    for (fs::path up = real.parent_path(); good && up != up.root_path();
         up = up.parent_path())
        good = allows(up, fs::perms::others_exec);
    return good;
}

void close_to_others() noexcept {
#ifdef __linux__
    ::prctl(PR_SET_DUMPABLE, 0);
#endif
}

} // namespace grader::os
