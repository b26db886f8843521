// The project's files, and what a Markdown page quotes from them.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace pages {

namespace fs = std::filesystem;

/// The project's root.
[[nodiscard]] const fs::path& root();
/// A whole file, with "\n" line ends; the test fails where it cannot be read.
[[nodiscard]] std::string read(const fs::path& path);
[[nodiscard]] std::vector<std::string> lines(std::string_view text);
/// Files of the project below `folder` whose name ends in `ending`, sorted, from the
/// root; nothing out of build folders and hidden ones.
[[nodiscard]] std::vector<std::string> files(const std::string& folder,
                                             std::string_view ending);
/// The lessons' folders: "01-socket" and so on.
[[nodiscard]] std::vector<std::string> lessons();

/// A fenced block that says where it comes from: `<!-- quote: PATH -->` before it.
struct quote {
    std::string path;
    std::size_t line = 0; ///< of the marker, from 1
    std::vector<std::string> code;
};
[[nodiscard]] std::vector<quote> quotes(const std::string& page);

/// Whether the block's lines stand one after another in the text, up to an indentation
/// that they share.
[[nodiscard]] bool contains(std::string_view text, const std::vector<std::string>& code);

/// The texts of the headings, at any depth.
[[nodiscard]] std::vector<std::string> headings(const std::string& page);

} // namespace pages
