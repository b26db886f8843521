#include "files.hpp"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <system_error>

#include "mishaps.hpp"
#include "os/process.hpp"

namespace kit {

std::optional<std::string> read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in)
        return std::nullopt;
    // No iterators: they throw where a folder, or a file of /proc, cannot be read.
    std::string bytes;
    char piece[16384];
    while (in.read(piece, sizeof piece) || in.gcount() > 0)
        bytes.append(piece, static_cast<std::size_t>(in.gcount()));
    if (in.bad())
        return std::nullopt;
    return bytes;
}

std::optional<std::string> read_file_of(std::uintmax_t most, const fs::path& path) {
    std::error_code error;
    if (!fs::is_regular_file(fs::symlink_status(path, error)) ||
        fs::file_size(path, error) > most || error)
        return std::nullopt;
    std::ifstream in(path, std::ios::binary);
    std::string bytes;
    char piece[16384];
    while (in.read(piece, sizeof piece) || in.gcount() > 0) {
        bytes.append(piece, static_cast<std::size_t>(in.gcount()));
        if (bytes.size() > most) // it grows
            return std::nullopt;
    }
    if (in.bad() || !in.eof()) // it could not be opened, or not be read to its end
        return std::nullopt;
    return bytes;
}

bool write_file(const fs::path& path, std::string_view bytes) {
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    fs::path fresh = path; // not path.string(): Windows may have no such text
    static std::atomic<unsigned> count = 0; // two threads may write the same file
    fresh +=
        ".new-" + std::to_string(grader::os::own_id()) + "-" + std::to_string(++count);
    const bool room = next_mishap(step::file) != mishap::no_room;
    bool good = false;
    {
        std::ofstream out(fresh, std::ios::binary | std::ios::trunc);
        out.write(bytes.data(),
                  static_cast<std::streamsize>(room ? bytes.size() : bytes.size() / 2));
        out.close(); // some systems tell only now that there was no room
        good = static_cast<bool>(out) && room;
    }
    if (good)
        fs::rename(fresh, path, error);
    if (good && !error)
        return true;
    fs::remove(fresh, error); // half a file, where the disk is full
    return false;
}

bool copy_whole(const fs::path& from, const fs::path& to) {
    std::error_code error;
    if (next_mishap(step::file) == mishap::no_room)
        return false;
    return fs::copy_file(from, to, fs::copy_options::overwrite_existing, error) &&
           !error && fs::file_size(to, error) == fs::file_size(from, error) && !error;
}

bool make_folder(const fs::path& path) {
    std::error_code error;
    if (next_mishap(step::file) == mishap::no_room)
        return false;
    fs::create_directories(path, error);
    return fs::is_directory(path, error);
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        lines.emplace_back(line);
    }
    return lines;
}

std::vector<std::string> files_in(const fs::path& folder,
                                  const std::vector<std::string>& endings) {
    std::vector<std::string> names;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        const std::string ending = entry.path().extension().string();
        // A name that begins with a dot is an editor's (Emacs) or the system's (macOS).
        if (!name.starts_with('.') &&
            std::find(endings.begin(), endings.end(), ending) != endings.end())
            names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::uint64_t fingerprint(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n')
            continue;
        hash ^= static_cast<unsigned char>(text[i]);
        hash *= 0x100000001b3u;
    }
    return hash;
}

std::string in_hex(std::uint64_t number) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text(16, '0');
    for (std::size_t i = text.size(); i-- > 0; number >>= 4u)
        text[i] = digits[number & 15u];
    return text;
}

} // namespace kit
