#include "slurm.hpp"

#include <system_error>

#include "../screen.hpp"
#include "os/process.hpp"

namespace kit {
namespace {

/// A word for the shell, whatever it contains.
std::string quoted(const std::string& word) {
    std::string out = "'";
    for (const char c : word)
        out += c == '\'' ? "'\\''" : std::string(1, c);
    return out + "'";
}

/// The options of the call that the tasks need, too: all but where to and how many.
std::string passed_on(const project& where, const arguments& args) {
    std::string words;
    bool build_named = false;
    for (std::size_t i = 0; i < args.size(); ++i) {
        const std::string name = args[i].substr(0, args[i].find('='));
        const bool with_value = args[i].find('=') == std::string::npos;
        if (name == "--out" || name == "--emit" || name == "--jobs") {
            i += with_value ? 1 : 0;
        } else if (args[i].starts_with("-")) {
            words += " " + quoted(args[i]);
            build_named = build_named || name == "--build";
            const bool flag = name == "--no-jail" || name == "--no-tower";
            if (with_value && !flag && i + 1 < args.size())
                words += " " + quoted(args[++i]);
        }
    }
    if (!build_named) // tasks on one machine must not build at the same time
        words += " --build " + quoted(where.build_folder("student").string());
    return words;
}

std::string header(const std::string& name, const std::string& more) {
    return "#!/bin/sh\n#SBATCH --job-name=" + name + "\n#SBATCH --ntasks=1\n" + more;
}

} // namespace

int emit_slurm(const project& where, const std::vector<grading::entry>& entries,
               const fs::path& folder, const fs::path& out, const arguments& args) {
    const fs::path slurm = out / "slurm";
    std::error_code error;
    fs::create_directories(slurm / "logs", error);
    std::string list;
    for (const auto& one : entries) {
        if (one.path.string().find_first_of("\n\t") != std::string::npos) {
            complain("A name with a line break cannot be handed to Slurm: " +
                     one.student);
            return 3;
        }
        list += one.path.string() + "\t" + one.key + "\n";
    }
    const std::string kit = "cd " + quoted(fs::current_path(error).string()) + "\nexec " +
                            quoted(grader::os::own_path().string());
    const std::string logs = "#SBATCH --output=" + (slurm / "logs").string() + "/";
    // A task that is killed with its node is queued again; what it had found out is in
    // the cache, and reports are written by renaming, so nothing is half done. What it
    // writes is the instructor's; the last step writes what students may have.
    const std::string task =
        header("first-byte", "#SBATCH --array=1-" + std::to_string(entries.size()) +
                                 "\n#SBATCH --cpus-per-task=1\n#SBATCH --requeue\n"
                                 "#SBATCH --time=10\n" +
                                 logs + "%a.txt\n") +
        "line=$(sed -n \"${SLURM_ARRAY_TASK_ID}p\" " +
        quoted((slurm / "submissions.txt").string()) + ")\n" + "tab=$(printf '\\t')\n" +
        kit + " grade \"${line%%\"$tab\"*}\" --out " +
        quoted((slurm / "reports").string()) + "/\"${line##*\"$tab\"}\" --cache " +
        quoted((out / "cache").string()) + passed_on(where, args) + "\n";
    const std::string gather = header("first-byte-gather", logs + "gather.txt\n") + kit +
                               " grade-class " + quoted(folder.string()) + " --out " +
                               quoted(out.string()) + passed_on(where, args) + "\n";
    const std::string submit =
        "#!/bin/sh\n# Hands in the tasks, and the step that gathers their results after "
        "the last.\nset -eu\ncd " +
        quoted(slurm.string()) +
        "\nid=$(sbatch --parsable task.sh)\n"
        "sbatch --parsable --dependency=afterany:\"$id\" gather.sh\n";
    const bool good = write_file(slurm / "submissions.txt", list) &&
                      write_file(slurm / "task.sh", task) &&
                      write_file(slurm / "gather.sh", gather) &&
                      write_file(slurm / "submit.sh", submit);
    if (!good) {
        complain("cannot write to " + slurm.string());
        return 3;
    }
    for (const char* name : {"task.sh", "gather.sh", "submit.sh"})
        fs::permissions(slurm / name, fs::perms::owner_exec | fs::perms::group_exec,
                        fs::perm_options::add, error);
    say(counted(entries.size(), "task") + " and a step that gathers:");
    say("  sh " + (slurm / "submit.sh").string());
    say("Every node must see this kit, built, and these folders under the same names.");
    return status_good;
}

} // namespace kit
