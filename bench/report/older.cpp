#include "older.hpp"

#include <algorithm>
#include <cstdint>
#include <system_error>

#include "json.hpp"
#include "text.hpp"
#include "text/files.hpp"

namespace bench {
namespace {

using type = json::type;

constexpr std::uintmax_t most_bytes = 64u << 20; // a full run has about 1 MiB

/// The one of that name; made where there is none.
template <class Named>
Named& named(std::vector<Named>& all, std::string_view name) {
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const Named& each) { return each.name == name; });
    if (found != all.end())
        return *found;
    all.emplace_back();
    all.back().name = name;
    return all.back();
}

/// A figure of a repetition: "SUBJECT|ratio" or "SUBJECT|p50". False: it is none that can
/// be.
bool take_counter(const std::string& name, const json& value, workload_result& into) {
    const std::size_t bar = name.rfind('|');
    if (bar == std::string::npos)
        return true; // Google Benchmark's own
    if (value.is != type::number || !(value.number > 0))
        return false;
    const std::string_view what = std::string_view(name).substr(bar + 1);
    if (what == "ratio")
        named(into.subjects, name.substr(0, bar)).ratios.push_back(value.number);
    else if (what == "p50")
        named(into.subjects, name.substr(0, bar)).medians.push_back(value.number);
    return true;
}

/// A repetition, or what Google Benchmark has computed of several, which is left out.
bool take_entry(const json& entry, report& into, std::string& why) {
    const json* name = entry.find("run_name", type::text);
    const json* run_type = entry.find("run_type", type::text);
    if (name == nullptr || run_type == nullptr) {
        why = "a benchmark in it has no run_name or no run_type";
        return false;
    }
    const json* failed = entry.find("error_occurred", type::boolean);
    if (run_type->text != "iteration" || (failed != nullptr && failed->boolean))
        return true;
    workload_result& to =
        named(into.workloads, name->text.substr(0, name->text.find("/iterations:")));
    if (const json* label = entry.find("label", type::text))
        to.placement = label->text;
    for (const auto& [counter, value] : entry.members)
        if (!take_counter(counter, value, to)) {
            why = "\"" + clean(counter) + "\" of " + clean(to.name) +
                  " is no number above 0";
            return false;
        }
    return true;
}

/// Who is A/A and who the baseline; the baseline first, as in every report.
void tell_roles(workload_result& of) {
    static constexpr std::string_view ending = ", again";
    for (auto& each : of.subjects)
        if (each.name.ends_with(ending)) {
            each.as = role::again;
            const std::string first =
                each.name.substr(0, each.name.size() - ending.size());
            const auto baseline =
                std::find_if(of.subjects.begin(), of.subjects.end(),
                             [&](const auto& other) { return other.name == first; });
            if (baseline != of.subjects.end()) {
                baseline->as = role::baseline;
                std::rotate(of.subjects.begin(), baseline, baseline + 1);
            }
            return;
        }
}

} // namespace

std::optional<report> older_run(std::string_view text, std::string& why) {
    const auto whole = read_json(text, why);
    if (!whole) {
        why = "is broken: " + why;
        return std::nullopt;
    }
    const json* context = whole->find("context", type::object);
    const json* entries = whole->find("benchmarks", type::array);
    if (context == nullptr || entries == nullptr) {
        why = "is JSON, but not of Google Benchmark";
        return std::nullopt;
    }
    report made;
    for (const auto& [name, value] : context->members)
        if (value.is == type::text)
            made.labels.emplace_back(name, value.text);
    for (const json& entry : entries->items)
        if (!take_entry(entry, made, why)) {
            why = "is not what a run here writes: " + why;
            return std::nullopt;
        }
    std::erase_if(made.workloads, [](const auto& each) { return each.subjects.empty(); });
    if (made.workloads.empty()) {
        why = "has no figure that a run here writes; was that run interrupted, or is it "
              "another program's?";
        return std::nullopt;
    }
    std::for_each(made.workloads.begin(), made.workloads.end(), tell_roles);
    return made;
}

std::optional<report> older_file(const std::filesystem::path& path, std::string& why) {
    std::error_code error;
    const auto tell = [&](const std::string& what) {
        why = clean(path.string()) + " " + what +
              "\n--compare needs the results.json of an earlier run; its folder was told "
              "by --out. Nothing was measured.";
        return std::nullopt;
    };
    if (!std::filesystem::exists(path, error))
        return tell("does not exist.");
    if (std::filesystem::is_directory(path, error))
        return tell("is a folder.");
    if (const auto size = std::filesystem::file_size(path, error);
        !error && size > most_bytes)
        return tell("is larger than any that a run here writes.");
    const auto text = kit::read_file(path);
    if (!text)
        return tell("cannot be read.");
    if (auto made = older_run(*text, why))
        return made;
    return tell(why + ".");
}

} // namespace bench
