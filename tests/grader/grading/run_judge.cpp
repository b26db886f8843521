#include "run_judge.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <random>
#include <system_error>

#include "../parallel.hpp"
#include "intake.hpp"
#include "os/channel.hpp"

namespace kit::grading {
namespace {

namespace os = grader::os;
using mark = test_result::mark;

constexpr int most_runs = 6;   // of one program of tests: it may end early
constexpr int most_limits = 3; // after as many times the limit of a test no more runs
constexpr std::size_t most_report = 4u << 20;
constexpr std::size_t most_printed = 16u << 10;

std::string new_secret() {
    std::random_device chance;
    std::string secret;
    for (int i = 0; i < 2; ++i)
        secret += in_hex((static_cast<std::uint64_t>(chance()) << 32) | chance());
    return secret;
}

std::vector<std::string> arguments_for(const judge_run& what,
                                       const std::vector<const expected_test*>& left) {
    std::string filter = "--gtest_filter=";
    for (const auto* test : left)
        filter += (filter.back() == '=' ? "" : ":") + test->filter;
    std::vector<std::string> arguments{filter};
    if (what.to_first_failure)
        arguments.emplace_back("--gtest_fail_fast");
    if (what.seed != 0) {
        arguments.emplace_back("--gtest_shuffle");
        arguments.push_back("--gtest_random_seed=" +
                            std::to_string(what.seed % 99999 + 1));
    }
    return arguments;
}

/// The report's lines that begin with the secret, without it.
std::string trusted_lines(const std::string& report, const std::string& secret) {
    std::string text;
    for (const auto& line : lines_of(report))
        if (line.starts_with(secret + " "))
            text += line.substr(secret.size() + 1) + "\n";
    return text;
}

test_run run_once(const workshop& shop, const lesson& which, const judge_run& what,
                  const std::vector<const expected_test*>& left) {
    const fs::path file = what.folder / "report.txt";
    // A file that is there and is its own mount point can be neither removed nor
    // replaced.
    static_cast<void>(write_file(file, ""));
    static_cast<void>(os::open_to_jails(file, true));
    os::confinement c;
    c.jailed = shop.jailed();
    c.readable = {what.binary};
    c.writable = {file};
    c.environment = {
        {"FIRST_BYTE_REPORT", file.string()},
        {"FIRST_BYTE_DEADLINE_MS", std::to_string(what.limit.count())},
        {os::secret_on_input, "1"},
        {"LC_ALL", "C.UTF-8"},
    };
    if (!what.programs.empty()) {
        c.readable.push_back(what.programs);
        c.environment.emplace_back("FIRST_BYTE_PROGRAMS", what.programs.string());
    }
    os::spawn_options options;
    options.input = os::stream::pipe;
    auto tests = os::spawn_confined(what.binary, arguments_for(what, left), c, options);
    // A test that hangs is ended by its own watchdog; this is for a program without one.
    const auto until = os::in(what.limit * 4 + std::chrono::seconds(10));
    const std::string secret = new_secret();
    tests.write(secret + "\n", until);
    tests.close_input();
    auto output = tests.read_until_end(until, most_printed);
    const auto end = tests.wait(until);
    if (!end.ended())
        tests.kill();
    const std::string report = os::read_untrusted(file, most_report).value_or("");
    auto run = read_report(trusted_lines(report, secret), which.title(), end);
    run.printed = std::move(output.text);
    run.printed_cut = output.cut;
    return run;
}

std::vector<std::string> shown_text(const std::vector<std::string>& lines) {
    std::string all;
    for (const auto& line : lines)
        all += line + "\n";
    return lines_of(with_named_ports(harmless(all)));
}

std::vector<std::string> not_run_text(const std::vector<std::string>& because) {
    std::vector<std::string> text{"It did not run: the test program ended before it."};
    text.insert(text.end(), because.begin(), because.end());
    return text;
}

/// The expected tests of which a run says something get its word; says how many.
std::size_t take_results(const test_run& run, std::vector<judged_test>& into,
                         std::vector<const expected_test*>& left) {
    std::size_t taken = 0;
    for (const auto& result : run.tests) {
        const auto at =
            std::find_if(left.begin(), left.end(), [&](const expected_test* test) {
                return test != nullptr && test->sentence == result.sentence;
            });
        if (at == left.end())
            continue;
        auto judged = std::find_if(into.begin(), into.end(), [&](const judged_test& t) {
            return t.name == result.sentence && t.weight == 0;
        });
        judged->weight = 1;
        judged->how = result.how;
        judged->reason = result.reason;
        judged->text = shown_text(result.text);
        left.erase(at);
        ++taken;
    }
    return taken;
}

std::string name_of(const judge& tests) {
    if (tests.of_instructor)
        return "private";
    return tests.how == judge::kind::contract ? "contract" : "program";
}

} // namespace

namespace {

/// Runs some of the tests, again and again until there is word of each.
void run_some(const workshop& shop, const lesson& which, const judge_run& what,
              std::vector<judged_test>& all, std::string& printed,
              std::vector<const expected_test*> left) {
    std::error_code error;
    fs::create_directories(what.folder, error);
    std::vector<std::string> last_words;
    const auto begun = std::chrono::steady_clock::now();
    for (int i = 0; i < most_runs && !left.empty(); ++i) {
        if (std::chrono::steady_clock::now() - begun > what.limit * most_limits)
            break; // it hangs in one test after the other
        const auto run = run_once(shop, which, what, left);
        printed += run.printed;
        const std::size_t taken = take_results(run, all, left);
        if (!run.good() && !run.tests.empty())
            last_words = shown_text(run.tests.back().text);
        const bool ended_badly =
            !run.good() && left.empty() &&
            std::none_of(all.begin(), all.end(), [](const judged_test& test) {
                return test.how == mark::failed;
            });
        if (ended_badly) // after its last test
            all.push_back({run.tests.back().sentence,
                           name_of(*what.tests),
                           mark::failed,
                           {},
                           last_words,
                           1});
        if (taken == 0 || what.to_first_failure)
            break;
    }
    for (auto& test : all)
        if (test.weight == 0) {
            test.weight = 1;
            test.text = not_run_text(last_words);
        }
}

} // namespace

std::vector<judged_test> run_judge(const workshop& shop, const lesson& which,
                                   const judge_run& what, std::string& printed) {
    // Tests of programs wait much: a few at a time. Each run has its own network.
    const auto& tests = what.tests->tests;
    const bool waits = what.tests->how == judge::kind::program && shop.jailed();
    const std::size_t shares =
        waits ? std::clamp<std::size_t>(tests.size() / 4, 1, 8) : 1;
    struct share {
        std::vector<judged_test> all; // weight 0: nothing is known yet
        std::vector<const expected_test*> left;
        std::string printed;
    };
    std::vector<share> parts(shares);
    for (std::size_t i = 0; i < tests.size(); ++i) {
        share& part = parts[i % shares]; // neighbours are alike long
        part.all.push_back(
            {tests[i].sentence, name_of(*what.tests), mark::failed, {}, {}, 0});
        part.left.push_back(&tests[i]);
    }
    each_in_parallel(shares, shares, [&](std::size_t i) {
        judge_run part = what;
        part.folder += "-" + std::to_string(i);
        run_some(shop, which, part, parts[i].all, parts[i].printed, parts[i].left);
    });
    std::vector<judged_test> all;
    for (std::size_t i = 0; i < tests.size(); ++i)
        all.push_back(std::move(parts[i % shares].all[i / shares]));
    for (std::size_t i = 0; i < shares; ++i) {
        const std::size_t own = (tests.size() + shares - 1 - i) / shares;
        for (std::size_t j = own; j < parts[i].all.size(); ++j) // ended badly
            all.push_back(std::move(parts[i].all[j]));
        printed += parts[i].printed;
    }
    return all;
}

std::string with_named_ports(const std::string& text) {
    const auto is_digit = [](char c) {
        return std::isdigit(static_cast<unsigned char>(c)) != 0;
    };
    const auto number_at = [&](std::size_t at) {
        std::size_t end = at;
        while (end < text.size() && is_digit(text[end]))
            ++end;
        return text.substr(at, end - at);
    };
    std::map<std::string, std::string> names;
    for (const std::string_view lead : {"127.0.0.1:", "[::1]:", "--port ", "[::]:"})
        for (std::size_t at = 0; (at = text.find(lead, at)) != std::string::npos;) {
            at += lead.size();
            names[number_at(at)];
        }
    std::size_t count = 0;
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::string digits = at > 0 && is_digit(text[at - 1]) ? "" : number_at(at);
        const auto known = names.find(digits);
        if (digits.size() != 5 || known == names.end()) {
            out += text[at++];
            continue;
        }
        if (known->second.empty())
            known->second = "port" + std::to_string(++count);
        out += known->second;
        at += digits.size();
    }
    return out;
}

} // namespace kit::grading
