#include "../channel.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "api.hpp"

namespace grader::os {

std::string take_secret() {
    std::string taken;
    const HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
    for (char c = 0; taken.size() < 128;) {
        DWORD got = 0;
        if (ReadFile(input, &c, 1, &got, nullptr) == 0 || got == 0 || c == '\n')
            break;
        if (c != '\r')
            taken += c;
    }
    if (const char* report = std::getenv(report_file))
        append(report, first_word);
    return taken;
}

appended append(const char* path, std::string_view bytes) noexcept {
    const owned file(CreateFileA(path, FILE_APPEND_DATA, FILE_SHARE_READ, nullptr,
                                 OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr));
    DWORD written = 0;
    if (file &&
        WriteFile(file.get(), bytes.data(), static_cast<DWORD>(bytes.size()), &written,
                  nullptr) != 0 &&
        written == bytes.size())
        return appended::all;
    return GetLastError() == ERROR_DISK_FULL ? appended::no_room : appended::failed;
}

std::optional<std::string> read_untrusted(const std::filesystem::path& path,
                                          std::size_t most) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(std::filesystem::symlink_status(path, error)))
        return std::nullopt;
    std::ifstream in(path, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(in)), {});
    text.resize(std::min(text.size(), most));
    return text;
}

} // namespace grader::os
