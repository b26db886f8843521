#include "intake.hpp"

#include <algorithm>
#include <exception>
#include <system_error>

#include "../lesson_files.hpp"
#include "archive.hpp"
#include "found_files.hpp"

namespace kit::grading {
namespace {

/// The kit's own file at the same place, or nothing.
fs::path kits_own(const project& where, const std::string& root,
                  const std::string& path) {
    if (!path.starts_with(root))
        return {};
    std::string inside = path.substr(root.size());
    if (inside.starts_with("/"))
        inside.erase(0, 1);
    return where.root() / inside;
}

bool is_in_kit(const project& where, const std::string& root, const std::string& path) {
    std::error_code error;
    return fs::is_regular_file(kits_own(where, root, path), error);
}

bool same_as_kit(const project& where, const fs::path& folder, const std::string& root,
                 const std::string& path) {
    std::error_code error;
    const fs::path ours = kits_own(where, root, path);
    return fs::is_regular_file(ours, error) &&
           fs::file_size(ours, error) == fs::file_size(folder / path, error) && !error &&
           read_file(ours) == read_file_of(fs::file_size(ours, error), folder / path);
}

/// From files that were found to what is graded of them, and what is told of the others.
class taking {
  public:
    taking(const project& where, const fs::path& folder, submission& into)
        : where_(where), given_(where), folder_(folder), into_(into) {}

    /// `left`: files of an archive that were not unpacked.
    void run(const std::vector<std::string>& left);

  private:
    void read(const found& file);
    void take(const found& file);
    void tell_of_empty(const found& file);
    void tell_of_cases();
    void tell_of_misplaced();
    void tell_of_unread(const walked& all);
    [[nodiscard]] bool has_work(const lesson& which) const;
    [[nodiscard]] bool may_hold(const std::string& unread, const lesson& which) const;

    const project& where_;
    const starters given_;
    const fs::path& folder_;
    submission& into_;
    std::optional<std::string> root_; // of a copy of the kit
    std::uintmax_t bytes_ = 0;
    /// By the lesson and the path in its folder.
    std::map<std::pair<std::string, std::string>, std::string> paths_;
    std::vector<std::pair<const lesson*, std::string>> misplaced_;
};

void taking::read(const found& file) {
    std::string& refused = into_.refused[file.lesson];
    auto& sources = into_.lessons[file.lesson];
    std::error_code error;
    const fs::path path = folder_ / file.path;
    const auto bytes = fs::file_size(path, error);
    const auto [first, fresh] =
        paths_.emplace(std::pair(file.lesson, file.inside), file.path);
    if (harmless_name(file.inside) != file.inside)
        refused = file.path + ": a name with characters that hide it";
    else if (file.link)
        refused = file.path + " is a link or no ordinary file";
    else if (!error && bytes > most_source_bytes)
        refused = file.path + " is larger than 1 MiB";
    else if (!error && (bytes_ += bytes) > most_bytes)
        refused = "the source files are larger than 32 MiB, all together";
    else if (sources.size() >= most_sources)
        refused = "the lesson has more than " + std::to_string(most_sources) + " files";
    else if (!fresh)
        refused = "two files are called " + file.inside +
                  ": which one counts? There are " + first->second + " and " + file.path +
                  (same_but_for_case(first->second, file.path)
                       ? ", which differ in upper and lower case only"
                       : "");
    else if (auto text = read_file_of(most_source_bytes, path))
        sources.push_back({file.inside, std::move(*text)});
    else
        into_.unread[file.lesson] = "the grader cannot read " + file.path;
}

void taking::take(const found& file) {
    if (file.lesson.empty() && !file.link &&
        same_as_kit(where_, folder_, root_.value_or(""), file.path))
        return;
    const lesson* looks_like = lesson_with(where_, given_, file.name());
    if (looks_like != nullptr && looks_like->number != file.lesson && !file.link)
        misplaced_.emplace_back(looks_like, file.path);
    if (file.lesson.empty()) {
        into_.ignored.push_back(file.path + (file.link ? " (no ordinary file)" : ""));
        return;
    }
    read(file);
    tell_of_empty(file);
    if (is_left_uncompiled(file.inside))
        into_.ignored.push_back(file.path + " (not compiled)");
    if (file.other_case)
        into_.remarks[file.lesson].push_back(
            file.path + " counts as lessons/" + where_.lesson_of(file.lesson)->folder +
            "/" + file.inside +
            ": write it so, for many systems tell upper case from lower");
}

void taking::tell_of_empty(const found& file) {
    const auto& sources = into_.lessons[file.lesson];
    if (!sources.empty() && sources.back().name == file.inside &&
        sources.back().text.find_first_not_of(" \t\r\n") == std::string::npos)
        into_.remarks[file.lesson].push_back(file.path + " is empty");
}

void taking::tell_of_cases() {
    for (const auto& [number, sources] : into_.lessons)
        for (std::size_t i = 0; i < sources.size(); ++i)
            for (std::size_t j = i + 1; j < sources.size(); ++j)
                if (same_but_for_case(sources[i].name, sources[j].name))
                    into_.remarks[number].push_back(
                        sources[i].name + " and " + sources[j].name +
                        " differ in upper and lower case only: they are two files here, "
                        "and one on many systems");
}

/// Whether there is a file of it that is not as it was handed out.
bool taking::has_work(const lesson& which) const {
    if (into_.refused.contains(which.number) || into_.unread.contains(which.number))
        return true;
    const auto at = into_.lessons.find(which.number);
    return at != into_.lessons.end() &&
           std::any_of(at->second.begin(), at->second.end(), [&](const source& s) {
               return !given_.matches("lessons/" + which.folder + "/" + s.name, s.text);
           });
}

void taking::tell_of_misplaced() {
    constexpr std::size_t most_told = 5,
                          most_read = 20; // of a lesson; the rest is counted
    struct so_far {
        bool has_work = false;
        std::size_t told = 0, read = 0, more = 0;
    };
    std::map<const lesson*, so_far> all;
    for (const auto& [which, path] : misplaced_) {
        const auto [at, fresh] = all.try_emplace(which);
        so_far& of = at->second;
        if (fresh)
            of.has_work = has_work(*which);
        if (of.has_work)
            continue;
        if (of.told == most_told || of.read == most_read) {
            ++of.more;
            continue;
        }
        ++of.read;
        const std::string own = path.substr(path.rfind('/') + 1);
        const auto text = read_file_of(most_source_bytes, folder_ / path);
        if (!text || given_.matches("lessons/" + which->folder + "/" + own, *text))
            continue;
        ++of.told;
        into_.remarks[which->number].push_back(
            path + " looks like lesson " + which->number + "'s: it belongs in lessons/" +
            which->folder + "/, and does not count");
    }
    for (const auto& [which, of] : all)
        if (of.more > 0)
            into_.remarks[which->number].push_back(
                "and " + std::to_string(of.more) + " more files may be lesson " +
                which->number + "'s: they do not count, and were not looked at");
}

/// Whether a file of the lesson can be in a folder that could not be read.
bool taking::may_hold(const std::string& unread, const lesson& which) const {
    if (!root_) // any folder may have a lesson's name below it
        return !into_.lessons.contains(which.number) &&
               !into_.refused.contains(which.number);
    const std::string own = *root_ +
                            (root_->empty() || root_->ends_with("/") ? "" : "/") +
                            "lessons/" + which.folder + "/";
    const std::string there = unread.empty() ? "" : unread + "/";
    return same_but_for_case(own.substr(0, there.size()), there) ||
           same_but_for_case(there.substr(0, own.size()), own);
}

void taking::tell_of_unread(const walked& all) {
    for (const auto& path : all.unread)
        for (const lesson& each : where_.lessons())
            if (may_hold(path, each))
                into_.unread.emplace(each.number,
                                     "the grader cannot read the folder " + path +
                                         ", and it may hold files of this lesson");
    for (const auto& path : all.unread)
        into_.ignored.push_back(path + " (a folder that the grader cannot read)");
    for (const auto& path : all.deeper)
        into_.ignored.push_back(path + " (a folder too deep to be looked into)");
    if (!all.unread.empty())
        into_.remarks[""].push_back(
            "the grader cannot read " +
            (all.unread.size() == 1
                 ? "the folder "
                 : std::to_string(all.unread.size()) + " folders, such as ") +
            all.unread.front() + ": what is there was not looked at");
}

void taking::run(const std::vector<std::string>& left) {
    auto all = walk(folder_);
    into_.unusable = all.unusable;
    if (!into_.unusable.empty())
        return;
    if (std::find(all.unread.begin(), all.unread.end(), "") != all.unread.end()) {
        into_.unusable = "the grader cannot read its folder";
        into_.grader_failed = true;
        return;
    }
    find_lessons(where_, given_, folder_, all.files);
    root_ = copy_root(all.files);
    for (const auto& file : all.files)
        take(file);
    for (const auto& path : left)
        if (!is_in_kit(where_, root_.value_or(""), path))
            into_.ignored.push_back(path);
    std::erase_if(into_.refused, [](const auto& one) { return one.second.empty(); });
    std::erase_if(into_.lessons, [](const auto& one) { return one.second.empty(); });
    for (auto& [number, sources] : into_.lessons)
        std::sort(sources.begin(), sources.end(),
                  [](const auto& a, const auto& b) { return a.name < b.name; });
    tell_of_unread(all);
    // Half a lesson is not judged for the other half.
    std::erase_if(into_.lessons,
                  [&](const auto& one) { return into_.unread.contains(one.first); });
    tell_of_cases();
    tell_of_misplaced();
    if (into_.lessons.empty() && into_.refused.empty() && into_.unread.empty())
        into_.unusable = "it has no lesson's file: neither a folder such as "
                         "lessons/06-exchange nor a file such as exchange.cpp";
}

/// The one place where names of a stranger's become such as can be shown.
void make_harmless(submission& made) {
    const auto each = [](std::string& text) { text = harmless_name(text); };
    each(made.name);
    each(made.unusable);
    std::for_each(made.ignored.begin(), made.ignored.end(), each);
    for (auto* told : {&made.refused, &made.unread})
        for (auto& [number, why] : *told)
            each(why);
    for (auto& [number, remarks] : made.remarks)
        std::for_each(remarks.begin(), remarks.end(), each);
}

void read_submission(const project& where, const fs::path& full, const fs::path& scratch,
                     bool jailed, submission& made) {
    std::error_code error;
    if (fs::is_directory(full, error)) {
        taking(where, full, made).run({});
    } else if (!fs::is_regular_file(full, error)) {
        made.unusable = "there is no such folder or archive";
    } else {
        std::vector<std::string> left;
        auto [why, by_grader] = unpack(full, scratch, jailed, left);
        made.unusable = std::move(why);
        made.grader_failed = by_grader;
        if (made.unusable.empty())
            taking(where, scratch, made).run(left);
    }
}

} // namespace

submission take_in(const project& where, const fs::path& path, const fs::path& scratch,
                   bool jailed) {
    std::error_code error;
    const fs::path full = fs::absolute(path, error).lexically_normal();
    const auto fresh = [&] {
        submission one;
        one.name = (full.has_filename() ? full : full.parent_path()).filename().string();
        return one;
    };
    submission made = fresh();
    try {
        read_submission(where, full, scratch, jailed, made);
    } catch (const std::exception& failure) { // one submission ends no class
        made = fresh();
        made.unusable = std::string("the grader could not read it: ") + failure.what();
        made.grader_failed = true;
    }
    make_harmless(made);
    return made;
}

} // namespace kit::grading
