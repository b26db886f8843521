#include "found_files.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <system_error>

#include "../lesson_files.hpp"
#include "../text/code.hpp"

namespace kit::grading {
namespace {

constexpr std::size_t most_entries = 20000;  // of a submission
constexpr std::size_t most_includes = 10000; // that are looked at
constexpr std::size_t deepest = 16;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// A lesson and the path of a file in its folder.
struct placed {
    const lesson* which = nullptr;
    std::string inside;
    bool other_case = false;
};

/// The same place, with the lesson's own file written as the lesson has it: students'
/// systems may know no case of letters.
placed in_right_case(const starters& given, placed place) {
    const std::string folder = "lessons/" + place.which->folder + "/";
    for (const auto& path : given.of(*place.which)) {
        const std::string own = path.substr(folder.size());
        if (own != place.inside && same_but_for_case(own, place.inside)) {
            place.inside = own;
            place.other_case = true;
        }
    }
    return place;
}

/// The lesson in whose folder the file lies, the innermost. `below`: the folder that must
/// come before ("lessons"), or nothing.
placed in_lesson_folder(const project& where, const starters& given,
                        const std::string& path, std::string_view below) {
    const fs::path whole(path);
    std::vector<std::string> parts;
    for (const auto& part : whole)
        parts.push_back(part.generic_string());
    if (below.empty() && std::find(parts.begin(), parts.end(), "__MACOSX") != parts.end())
        return {};
    for (std::size_t i = parts.size() - 1; i-- > 0;) {
        if (!below.empty() && (i == 0 || !same_but_for_case(parts[i - 1], below)))
            continue;
        for (const lesson& each : where.lessons())
            if (same_but_for_case(parts[i], each.folder)) {
                fs::path inside;
                for (std::size_t k = i + 1; k < parts.size(); ++k)
                    inside /= parts[k];
                const bool other_case =
                    parts[i] != each.folder || (!below.empty() && parts[i - 1] != below);
                return in_right_case(given, {&each, inside.generic_string(), other_case});
            }
    }
    return {};
}

/// The lesson whose starter has this name.
placed named_lesson(const project& where, const starters& given,
                    const std::string& name) {
    for (const lesson& each : where.lessons()) {
        auto place = in_right_case(given, {&each, name, false});
        if (given.known("lessons/" + each.folder + "/" + place.inside))
            return place;
    }
    return {};
}

/// Marks the files that count, by what tells the lesson of one. Whether there are any.
bool mark(const starters& given, std::vector<found>& files, const auto& lesson_of) {
    bool any = false;
    for (auto& file : files) {
        const placed place = lesson_of(file);
        if (place.which == nullptr || !is_code(place.inside))
            continue;
        // What is given is the grader's own: main.cpp, the contract headers.
        const std::string path = "lessons/" + place.which->folder + "/" + place.inside;
        if (!(given.known(path) && is_given(path))) {
            file.lesson = place.which->number;
            file.inside = place.inside;
            file.other_case = place.other_case;
        }
        any = true;
    }
    return any;
}

/// A file that loose sources include, by its path from theirs, belongs to each lesson
/// whose sources do so, or whose other files of that kind.
class adoption {
  public:
    adoption(const project& where, const starters& given, const fs::path& folder,
             std::vector<found>& files)
        : where_(where), given_(given), folder_(folder), files_(files) {
        for (std::size_t i = 0; i < files.size(); ++i)
            at_.emplace(files[i].path, i);
    }

    void run() {
        for (const auto& file : files_)
            if (!file.lesson.empty() && !file.link)
                read(file);
        for (std::size_t i = 0; i < texts_.size() && texts_.size() < most_entries; ++i) {
            const text by = texts_[i]; // texts_ grows
            for (const auto& one : includes_of(by.code)) {
                if (++includes_ > most_includes)
                    return;
                adopt(by, one.name);
            }
        }
    }

  private:
    struct text {
        fs::path from, inside; ///< the folders of the file: in the submission, the lesson
        std::string lesson, code;
    };

    void read(const found& file) {
        // What is too large is refused later on, and includes nothing till then.
        auto code = read_file_of(std::min(most_source_bytes, most_bytes - bytes_),
                                 folder_ / file.path);
        bytes_ += code ? code->size() : 0;
        taken_.insert({file.path, file.lesson});
        texts_.push_back({fs::path(file.path).parent_path(),
                          fs::path(file.inside).parent_path(), file.lesson,
                          std::move(code).value_or("")});
    }

    void adopt(const text& by, const std::string& include) {
        const std::string path = (by.from / include).lexically_normal().generic_string();
        const std::string name =
            (by.inside / include).lexically_normal().generic_string();
        const auto at = at_.find(path);
        if (at == at_.end() || taken_.contains({path, by.lesson}) ||
            files_[at->second].link || !is_code(name) || name.starts_with("..") ||
            given_.known("lessons/" + where_.lesson_of(by.lesson)->folder + "/" + name))
            return;
        found mine = files_[at->second];
        mine.lesson = by.lesson;
        mine.inside = name;
        mine.other_case = false;
        read(mine);
        if (files_[at->second].lesson.empty())
            files_[at->second] = std::move(mine);
        else // the others are copies
            files_.push_back(std::move(mine));
    }

    const project& where_;
    const starters& given_;
    const fs::path& folder_;
    std::vector<found>& files_;
    std::map<std::string, std::size_t> at_;               // by path
    std::set<std::pair<std::string, std::string>> taken_; // paths, and for which lesson
    std::vector<text> texts_;
    std::uintmax_t bytes_ = 0;
    std::size_t includes_ = 0;
};

} // namespace

std::string in_lower_case(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), lower);
    return text;
}

bool same_but_for_case(std::string_view one, std::string_view other) {
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](char a, char b) { return lower(a) == lower(b); });
}

walked walk(const fs::path& top) {
    walked made;
    std::size_t entries = 0;
    std::vector<std::pair<std::string, std::size_t>> folders{{"", 0}}; // and their depth
    while (!folders.empty()) {
        const auto [inside, depth] = folders.back();
        folders.pop_back();
        std::error_code error;
        fs::directory_iterator at(inside.empty() ? top : top / inside, error), end;
        for (; !error && at != end; at.increment(error)) {
            if (++entries > most_entries) {
                made.unusable =
                    "it has more than " + std::to_string(most_entries) + " files";
                return made;
            }
            const std::string name = at->path().filename().generic_string();
            const std::string path = inside.empty() ? name : inside + "/" + name;
            std::error_code none; // an entry of no known kind is no ordinary file
            const auto status = at->symlink_status(none);
            if (!fs::is_directory(status)) {
                made.files.push_back({path, !fs::is_regular_file(status), {}, {}, false});
                continue;
            }
            if (name == ".git" || name == ".first-byte" ||
                (name == "build" && depth <= 1))
                continue;
            if (depth >= deepest)
                made.deeper.push_back(path);
            else
                folders.emplace_back(path, depth + 1);
        }
        if (error)
            made.unread.push_back(inside);
    }
    std::sort(made.files.begin(), made.files.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    std::sort(made.unread.begin(), made.unread.end());
    return made;
}

// A whole copy of the kit has lessons/NN-name/; a part of one has NN-name/; loose files
// are known by their names.
void find_lessons(const project& where, const starters& given, const fs::path& folder,
                  std::vector<found>& files) {
    const auto in_folder = [&](std::string_view below) {
        return mark(given, files, [&](const found& f) {
            return in_lesson_folder(where, given, f.path, below);
        });
    };
    if (in_folder("lessons") || in_folder(""))
        return;
    mark(given, files,
         [&](const found& f) { return named_lesson(where, given, f.name()); });
    adoption(where, given, folder, files).run();
}

std::optional<std::string> copy_root(const std::vector<found>& files) {
    for (const auto& file : files) {
        if (file.lesson.empty())
            continue;
        const std::string path = in_lower_case("/" + file.path);
        if (const auto at = path.rfind("/lessons/"); at != std::string::npos)
            return file.path.substr(0, at);
    }
    return std::nullopt;
}

const lesson* lesson_with(const project& where, const starters& given,
                          const std::string& name) {
    for (const lesson& each : where.lessons()) {
        const auto place = in_right_case(given, {&each, name, false});
        const std::string path = "lessons/" + each.folder + "/" + place.inside;
        if (given.known(path) && !is_given(path))
            return &each;
    }
    return nullptr;
}

} // namespace kit::grading
