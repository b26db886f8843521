#include "private_tests.hpp"

#include <system_error>

#include "../parallel.hpp"
#include "os/process.hpp"
#include "plan_file.hpp"
#include "tool.hpp"

namespace kit::grading {
namespace {

namespace os = grader::os;

struct test_file {
    const lesson* which = nullptr;
    bool program = false;
    fs::path source, object;
    std::string said; ///< by the compiler, where it failed
    bool good = false;
};

std::vector<test_file> find_files(const project& where, const fs::path& folder,
                                  const fs::path& objects) {
    std::vector<test_file> files;
    for (const auto& name : files_in(folder, {".cpp"})) {
        test_file one;
        for (const lesson& each : where.lessons())
            if (name.starts_with(each.folder))
                one.which = &each;
        one.program = name.find(".program") != std::string::npos;
        one.source = folder / name;
        one.object = objects / (name + ".o");
        files.push_back(std::move(one));
    }
    return files;
}

void compile(const project& where, const std::vector<std::string>& words,
             test_file& file) {
    auto all = words;
    all.push_back("-I" + where.lesson_folder(*file.which).string());
    all.insert(all.end(), {"-c", file.source.string(), "-o", file.object.string()});
    auto answer = run_tool(all);
    file.said = std::move(answer.said);
    file.good = answer.good;
}

/// The names of the tests in a file: lines "TEST_F(SUITE, NAME) {". They must be known
/// before anything runs that is linked with a student's code.
std::vector<expected_test> tests_in(const fs::path& source) {
    std::vector<expected_test> tests;
    const std::string text = read_file(source).value_or("");
    for (const auto& line : lines_of(text)) {
        if (!line.starts_with("TEST_F("))
            continue;
        const auto comma = line.find(", ");
        const auto end = line.find(')', comma);
        if (comma == std::string::npos || end == std::string::npos)
            continue;
        const std::string suite = line.substr(7, comma - 7);
        const std::string name = line.substr(comma + 2, end - comma - 2);
        const auto listed = listed_tests(suite + ".\n  " + name + "\n");
        tests.insert(tests.end(), listed.begin(), listed.end());
    }
    return tests;
}

bool add_judge(const lesson& which, bool program, const std::vector<test_file>& files,
               const fs::path& folder, std::map<std::string, lesson_parts>& lessons,
               const linker& link, std::string& why) {
    judge made;
    made.how = program ? judge::kind::program : judge::kind::contract;
    made.of_instructor = true;
    for (const auto& file : files)
        if (file.which == &which && file.program == program) {
            made.objects.push_back(file.object);
            const auto tests = tests_in(file.source);
            made.tests.insert(made.tests.end(), tests.begin(), tests.end());
        }
    if (made.objects.empty())
        return true;
    if (made.tests.empty()) {
        why = "the private tests of lesson " + which.number +
              " have no line that begins with TEST_F(";
        return false;
    }
    if (program) {
        made.binary = folder / ("private-program-" + which.number +
                                std::string(os::program_suffix()));
        if (!link(made.objects, made.binary, why))
            return false;
    }
    lessons[which.number].judges.push_back(std::move(made));
    return true;
}

} // namespace

bool add_private_tests(const project& where, const fs::path& folder,
                       const std::vector<std::string>& words, const fs::path& objects,
                       std::map<std::string, lesson_parts>& lessons, const linker& link,
                       std::string& identity, std::string& why) {
    auto files = find_files(where, folder, objects);
    if (files.empty()) {
        why = folder.string() + " has no *.cpp file";
        return false;
    }
    for (const auto& file : files) {
        if (file.which == nullptr) {
            why = file.source.filename().string() +
                  " belongs to no lesson: its name must begin as 06-exchange does";
            return false;
        }
        identity += file.source.filename().string() + " " +
                    read_file(file.source).value_or("") + "\n";
    }
    each_in_parallel(files.size(), processors(),
                     [&](std::size_t i) { compile(where, words, files[i]); });
    for (const auto& file : files)
        if (!file.good) {
            why = file.source.filename().string() + " does not compile:\n" + file.said;
            return false;
        }
    for (const lesson& each : where.lessons())
        for (const bool program : {false, true})
            if (!add_judge(each, program, files, objects, lessons, link, why))
                return false;
    return true;
}

} // namespace kit::grading
