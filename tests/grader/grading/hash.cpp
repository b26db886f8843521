#include "hash.hpp"

#include <system_error>

#include "tool.hpp"

namespace kit::grading {

std::vector<std::string> sha256_of_files(const std::vector<fs::path>& files) {
    std::vector<std::string> words{"cmake", "-E", "sha256sum"};
    for (const auto& file : files)
        words.push_back(file.string());
    const auto answer = run_tool(words);
    if (!answer.good)
        return {};
    std::vector<std::string> digests;
    for (const auto& line : lines_of(answer.said)) // "DIGEST  NAME", in the order asked
        digests.push_back(line.substr(0, line.find(' ')));
    return digests.size() == files.size() ? digests : std::vector<std::string>();
}

std::vector<std::string> sha256(const std::vector<std::string>& texts,
                                const fs::path& folder) {
    if (texts.empty())
        return {};
    std::vector<fs::path> files;
    bool good = true;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        files.push_back(folder / ("text-" + std::to_string(i)));
        good = good && write_file(files.back(), texts[i]);
    }
    auto digests = good ? sha256_of_files(files) : std::vector<std::string>();
    std::error_code error;
    for (const auto& file : files)
        fs::remove(file, error);
    return digests;
}

} // namespace kit::grading
