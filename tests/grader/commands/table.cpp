// The commands, their help, and the arguments that they share.
#include "../commands.hpp"

#include <algorithm>
#include <array>

#include "../screen.hpp"

namespace kit {
namespace {

constexpr std::array table{
    command{"list", "list", "the lessons and your progress",
            "The map: every lesson, whether you passed it, and how many hints you took.",
            run_list},
    command{
        "check", "check N", "build and test lesson N",
        "Builds your files of lesson N and tests them. The first failure is told in "
        "full, the others by name. The lesson stands on the reference of the lessons "
        "before it, so that a mistake there does no harm here.\n"
        "\n"
        "Before the tests it says what would cost the lesson its points when it's "
        "graded: files, processes and system calls past net::. A lesson may use "
        "net::, tcp:: and plain C++; lessons/01-socket/README.md has the rule. Such a "
        "lesson hasn't passed, whatever its tests say.\n"
        "\n"
        "  --own   on your own lessons before it: does the whole tower stand?\n"
        "  --all   every failure in full\n"
        "\n"
        "Exit status: 0 passed, 1 failed, 2 wrong call, 3 not judged: a tool failed "
        "(a full disk, a compiler that was killed), and nothing is remembered.",
        run_check},
    command{"watch", "watch [N]", "check again whenever you save",
            "Looks at your lessons' files a few times a second and checks the lesson "
            "whose file you saved; with N, that one at once, too. A save ends a check "
            "that still runs. Ctrl-C ends it.",
            run_watch},
    command{"hint", "hint N", "the next hint for lesson N",
            "Three hints a lesson: where to look, what to do, how it nearly reads. Each "
            "call shows the next one.\n"
            "\n"
            "  --again   the hints that you have had, once more",
            run_hint},
    command{
        "run", "run N [ARGUMENTS]", "run the program of lesson N",
        "Builds the program of lesson N and runs it; what follows N goes to the "
        "program, as in ./kit run 3 --port 5000, or ./kit run 3 --help. Lesson 08 has "
        "two: ./kit run 8 server, ./kit run 8 client. As long as you have written "
        "nothing in a lesson, the reference runs, and kit says so.\n"
        "\n"
        "  --reference   the reference\n"
        "  --mine        your files, even if they are untouched\n"
        "  --own         your files, on your own lessons before it",
        run_run},
    command{
        "packets", "packets N", "the packets of lesson N's conversation",
        "Runs the programs of lesson N as ./kit run N does, on a port of their own, and "
        "shows every packet between client and server as tcpdump captures it on "
        "loopback: flags, relative sequence numbers, bytes, and what each means. Lessons "
        "04 to 08 have a conversation; where a lesson has a program for one side, kit is "
        "the other.\n"
        "\n"
        "  --reference   the reference\n"
        "  --mine        your files, even if they are untouched\n"
        "  --own         your files, on your own lessons before it\n"
        "  --build DIR   the programs of that build, as they are\n"
        "\n"
        "tcpdump needs rights. On Linux kit makes a network of its own where it has "
        "none; elsewhere, sudo ./kit packets N: only tcpdump is root's then.\n"
        "\n"
        "Exit status: 0 captured, 1 a program failed or the connection did not end, 2 "
        "wrong call, 3 no capture possible here.",
        run_packets},
    command{
        "solution", "solution N", "your lesson N against the reference",
        "The difference between your files and the reference: lines with - are yours, "
        "lines with + the reference's. Where you have not passed the lesson yet, kit "
        "asks before it shows anything.\n"
        "\n"
        "  --yes   do not ask",
        run_solution},
    command{
        "reset", "reset N", "lesson N as it was given",
        "Puts the files of lesson N back to how they were given. What you had goes to "
        ".first-byte/backups, never away.\n"
        "\n"
        "  --given   only the given files (headers, main.cpp); without N: of all "
        "lessons",
        run_reset},
    command{
        "doctor", "doctor", "what this machine has, what it lacks",
        "Looks for the compiler, CMake, Ninja and GoogleTest, tries loopback, IPv6 and "
        "port 5000, and looks for every other tool that a command or a test uses. Says "
        "what each is for, and one command for each purpose that gets what is missing. "
        "Exit status 1 if something necessary is missing.",
        run_doctor},
    command{"demo", "demo", "the finished server and client, every call shown",
            "Runs the reference server and the reference client of lesson 08 as two "
            "processes, has them talk on 127.0.0.1:5000 (or the next free port), and "
            "prints every socket call of both, in time order.",
            run_demo},
    command{
        "test", "test [ARGUMENTS]", "every test of First Byte itself",
        "Builds everything in build/default and runs every test that there is for "
        "this machine; arguments go to ctest, as in ./kit test -L lesson-03. Your own "
        "lessons are tested by ./kit check.\n"
        "\n"
        "Some tests need further tools. kit says which and what for, asks, and installs "
        "them with your system's package manager. Without a terminal to ask at it does "
        "so as root, or if sudo wants no password. A test whose tool is missing is "
        "skipped, and the last lines say which tools those are.\n"
        "\n"
        "  --yes          install without asking\n"
        "  --no-install   install nothing",
        run_test},
    command{"docs", "docs", "this kit as a site to read",
            "Makes the site in build/site/html: the lessons, the platform reference, the "
            "traps, the museum of broken servers, the guides. It opens from its folder "
            "and from any web server. It is made with Doxygen, doxygen-awesome-css and "
            "npm, in a minute or two, and takes 60 MB.\n"
            "\n"
            "  --open     show it when it is made\n"
            "  --museum   the museum with what the tests say: builds and runs over 300 "
            "wrong\n"
            "             programs first (ten minutes or more, 1.2 GB)\n"
            "\n"
            "Exit status: 0 made, 1 failed, 2 wrong call, 3 something is missing here.",
            run_docs},
    command{
        "bench", "bench [--quick | --full]", "what a server on this machine costs",
        "Measures round trips, streams and many connections on loopback: the system's "
        "own "
        "calls, the platform layer, the reference, and what is possible at all. Ctrl-C "
        "ends it; what was measured until then is reported. docs/latency.md tells how to "
        "read the figures.\n"
        "\n"
        "  --quick             under 30 s (the default)\n"
        "  --full              some minutes; also the servers of network libraries\n"
        "  --smoke             seconds: does it run here? Its figures mean nothing\n"
        "  --own               your own lessons, too\n"
        "  --compare OLD.json  beside an earlier run's results.json\n"
        "  --only TEXT         workloads with TEXT in their name; --list: the names\n"
        "  --out DIR           where the reports go (build/bench/results/DATE)\n"
        "\n"
        "Exit status: 0 measured, 1 failed, 2 wrong call, 130 ended by Ctrl-C.",
        run_bench},
    command{
        "grade", "grade SUBMISSION --out DIR", "marks for one submission",
        "Grades a folder or an archive (zip, tar) of lesson files, each in a jail, and "
        "writes reports to DIR. docs/instructors.md is the guide.\n"
        "\n"
        "  --lessons 1-8,10     these only\n"
        "  --format LIST        of json, html, junit, gradescope, classroom, exercism\n"
        "  --points FILE        what lessons and tests are worth\n"
        "  --tests DIR          private tests, besides the students' own\n"
        "  --feedback LEVEL     none, verdict, hint or full: what students are told\n"
        "  --feedback-after N   more than the verdict from attempt N on (--attempt K)\n"
        "  --seed S             the order of the tests; 0: their own\n"
        "  --limit MS           for one test, in ms (3000; 7 times that for programs)\n"
        "  --no-tower           do not grade again on the student's own lessons\n"
        "  --no-jail            run strangers' code as if it were yours\n"
        "  --cache DIR          keep verdicts on lessons there, and use them\n"
        "  --build DIR          where the kit's parts are built (build/student)\n"
        "\n"
        "Exit status: 0 graded, whatever the mark; 2 wrong call; 3 no grading possible.",
        run_grade},
    command{
        "grade-class", "grade-class DIR --out OUT", "marks for every submission in DIR",
        "Grades each folder and archive in DIR, as Gradescope, Moodle and GitHub "
        "Classroom export them, and writes OUT/gradebook.csv, OUT/index.html and "
        "OUT/students/. What has not changed is not run again: call it as often as you "
        "like, also after Ctrl-C.\n"
        "\n"
        "  --jobs N       submissions at the same time (eight for each processor)\n"
        "  --emit slurm   write a job array for a Slurm cluster instead\n"
        "\n"
        "Also all options of ./kit grade.\n"
        "Exit status: 0 graded, whatever the marks; 2 wrong call; 3 no grading possible.",
        run_grade_class},
    command{
        "handout", "handout DIR", "the kit as students get it",
        "Copies the kit without solutions, wrong submissions and its own tests. There "
        "is no reference then: a lesson stands on the student's own earlier lessons.\n"
        "\n"
        "  --tests DIR    your private tests, to be left out wherever in the kit they "
        "are",
        run_handout},
    command{
        "package", "package gradescope FILE.zip", "the grader for a host",
        "  gradescope FILE.zip   setup.sh, run_autograder and this kit\n"
        "  classroom DIR --kit OWNER/REPOSITORY\n"
        "                        a handout with the workflow that grades it for GitHub\n"
        "                        Classroom, by your own copy of this kit\n"
        "\n"
        "The other options are those of ./kit grade, which the package then uses; a path "
        "among them is one from the kit's root.",
        run_package},
    command{"dev", "dev starters | check | corpus | tools", "for those who write lessons",
            "  starters                write tests/lessons/starters.txt anew\n"
            "  check [BUILD]           every starter fails, every reference passes\n"
            "  corpus [BUILD [NAME]]   wrong submissions are rejected, right ones pass\n"
            "  tools                   what tests can be skipped for want of\n"
            "\n"
            "Without BUILD, what is needed is built in build/default first. NAME is how "
            "the submissions begin, such as 06.",
            run_dev, true},
};

} // namespace

std::span<const command> all_commands() {
    return table;
}

call::call(std::string_view command, const arguments& args,
           std::initializer_list<std::string_view> flags)
    : command_(command) {
    for (const auto& word : args) {
        if (!word.starts_with("-")) {
            rest_.push_back(word);
        } else if (std::find(flags.begin(), flags.end(), word) != flags.end()) {
            flags_.push_back(word);
        } else if (!bad_) {
            complain("kit " + command_ + " has no option " + word + ".");
            complain("What it has: ./kit " + command_ + " --help");
            bad_ = true;
        }
    }
}

bool call::has(std::string_view flag) const {
    return std::find(flags_.begin(), flags_.end(), flag) != flags_.end();
}

bool call::names_nothing() const {
    if (!bad_ && !rest_.empty()) {
        complain("kit " + command_ + " takes no \"" + rest_.front() + "\".");
        complain("What it has: ./kit " + command_ + " --help");
    }
    return !bad_ && rest_.empty();
}

const lesson* call::the_lesson(const project& where) const {
    if (rest_.size() == 1)
        return known_lesson(where, rest_.front());
    const lesson* example = example_lesson(where);
    if (rest_.empty() && example != nullptr)
        complain("Which lesson? For example: ./kit " + command_ + " " + example->typed);
    else
        complain("One lesson at a time, please: ./kit " + command_ + " " + rest_.front());
    return nullptr;
}

const lesson* known_lesson(const project& where, const std::string& text) {
    const lesson* found = where.lesson_of(text);
    if (found == nullptr) {
        complain("There is no lesson " + text + ".");
        if (!where.lessons().empty())
            complain("There are " + where.lessons().front().number + " to " +
                     where.lessons().back().number + ": ./kit list");
    }
    return found;
}

const lesson* next_lesson(const project& where, progress& so_far) {
    for (const lesson& each : where.lessons())
        if (so_far.of(each).check != "passed")
            return &each;
    return nullptr;
}

const lesson* example_lesson(const project& where) {
    progress so_far(where);
    if (const lesson* next = next_lesson(where, so_far))
        return next;
    return where.lessons().empty() ? nullptr : &where.lessons().back();
}

std::string title_of(const project& where, const lesson& which) {
    const auto text = read_file(where.lesson_folder(which) / "README.md").value_or("");
    for (const auto& line : lines_of(text.substr(0, 400))) {
        if (!line.starts_with("# "))
            continue;
        std::string title = line.substr(2);
        if (title.starts_with(which.number))
            title.erase(0, std::min(title.size(), title.find_first_not_of(".: ", 2)));
        if (!title.empty() && title.size() < 50)
            return title;
    }
    return which.name;
}

} // namespace kit
