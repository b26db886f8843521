#include "class_list.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>
#include <system_error>

#include "intake.hpp"

namespace kit::grading {
namespace {

constexpr std::array archive_endings{".zip", ".tar",    ".tar.gz",
                                     ".tgz", ".tar.xz", ".tar.bz2"};

constexpr std::uintmax_t most_metadata = 64u << 20;

/// The name without an archive's ending.
std::string stem_of(const std::string& name) {
    for (const std::string_view ending : archive_endings)
        if (name.ends_with(ending))
            return name.substr(0, name.size() - ending.size());
    return name;
}

/// Gradescope's list: "submission_123:" and, some lines below, "- :name: Jo Doe".
std::map<std::string, std::string> gradescope_names(const fs::path& folder) {
    std::map<std::string, std::string> names;
    std::string of;
    for (const auto& line :
         lines_of(read_file_of(most_metadata, folder / "submission_metadata.yml")
                      .value_or(""))) {
        const std::size_t begin = std::min(line.find_first_not_of(" -"), line.size());
        const std::string words = line.substr(begin);
        if (words.starts_with("submission_") && words.ends_with(":"))
            of = words.substr(0, words.size() - 1);
        else if (words.starts_with(":name: ") && !of.empty() && !names.contains(of))
            names[of] = words.substr(7);
    }
    return names;
}

std::string key_of(const std::string& student, std::set<std::string>& taken) {
    std::string key;
    for (const char c : student.substr(0, 80)) {
        const auto u = static_cast<unsigned char>(c);
        key += std::isalnum(u) != 0 || c == '.' || c == '-' || c == '_' ? c : '_';
    }
    if (key.empty() || key.front() == '.')
        key = "_" + key;
    std::string unique = key;
    for (int i = 2; !taken.insert(unique).second; ++i)
        unique = key + "-" + std::to_string(i);
    return unique;
}

} // namespace

bool is_archive(const std::string& name) {
    return stem_of(name) != name;
}

std::vector<entry> class_list(const fs::path& folder) {
    const auto names = gradescope_names(folder);
    std::vector<entry> all;
    std::error_code error;
    for (const auto& found : fs::directory_iterator(folder, error)) {
        const std::string name = found.path().filename().string();
        const bool usable = found.is_directory(error) || is_archive(name);
        if (name.starts_with(".") || found.is_symlink(error) || !usable)
            continue;
        std::string student = stem_of(name);
        if (const auto known = names.find(student); known != names.end())
            student = known->second;
        if (const auto moodle = student.find("_assignsubmission_");
            moodle != std::string::npos) {
            student.erase(moodle);
            student.erase(std::min(student.rfind('_'), student.size()));
        }
        all.push_back({harmless_name(student), {}, found.path()});
    }
    std::sort(all.begin(), all.end(), [](const entry& a, const entry& b) {
        return std::tie(a.student, a.path) < std::tie(b.student, b.path);
    });
    std::set<std::string> taken;
    for (auto& one : all)
        one.key = key_of(one.student, taken);
    return all;
}

} // namespace kit::grading
