// kit bench: builds the program that measures, optimized, and starts it.
#include <algorithm>
#include <array>
#include <ctime>
#include <string>
#include <system_error>

#include "../build.hpp"
#include "../build_lock.hpp"
#include "../commands.hpp"
#include "../screen.hpp"
#include "os/process.hpp"

namespace kit {
namespace {

namespace os = grader::os;

bool asks_for(const arguments& args, const std::string& option) {
    return std::any_of(args.begin(), args.end(), [&](const std::string& word) {
        return word == option || word.starts_with(option + "=");
    });
}

/// "2026-11-25-142301": sorts as the runs went.
std::string now_as_name() {
    const std::time_t now = std::time(nullptr);
    std::array<char, 32> text{};
    const std::tm* parts = std::localtime(&now);
    if (parts == nullptr ||
        std::strftime(text.data(), text.size(), "%Y-%m-%d-%H%M%S", parts) == 0)
        return std::to_string(now);
    return text.data();
}

/// Builds the preset; the program, or nothing after a word about why.
std::optional<fs::path> built_program(const project& where, const std::string& preset,
                                      bool with_peers) {
    arguments targets{"latency"};
    if (with_peers)
        targets.emplace_back("bench-peers");
    const auto result = build(where, preset, targets);
    if (result.good)
        return where.build_folder(preset) / "bin" / "bench" /
               ("latency" + std::string(os::program_suffix()));
    if (result.output.find("unknown target 'latency'") != std::string::npos) {
        complain("kit bench needs Google Benchmark (Debian, Ubuntu: libbenchmark-dev).");
        complain("Install it, remove build/" + preset + ", and try again.");
    } else {
        const auto words = compiler_words(where, "lessons/", result.output);
        for (const auto& line : words.empty() ? lines_of(result.output) : words)
            complain(line);
    }
    return std::nullopt;
}

} // namespace

int run_bench(const project& where, const arguments& args) {
    const bool full = asks_for(args, "--full");
    std::optional<fs::path> program;
    // Two that measure at once measure each other.
    const build_lock own(where, "bench-own"), ours(where, "bench");
    arguments words = args;
    if (asks_for(args, "--own")) {
        program = built_program(where, "bench-own", full);
        if (!program) {
            complain("Your lessons cannot be built for this, so it measures without "
                     "them. ./kit check N tells more about lesson N.");
            std::erase(words, "--own");
        }
    }
    if (!program)
        program = built_program(where, "bench", full);
    if (!program) {
        complain("kit bench: nothing was measured.");
        return status_failed;
    }
    if (!asks_for(args, "--out")) {
        words.emplace_back("--out");
        words.push_back(
            (where.build_folder("bench") / "results" / now_as_name()).string());
    }
    return run_program(*program, words);
}

} // namespace kit
