#include "text.hpp"

#include <windows.h>

namespace net::windows {

std::optional<std::wstring> to_utf16(std::string_view text) {
    std::wstring wide;
    if (text.empty())
        return wide;
    const int size = static_cast<int>(text.size());
    const int need =
        MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, text.data(), size, nullptr, 0);
    if (need <= 0)
        return std::nullopt;
    wide.resize(static_cast<std::size_t>(need));
    MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, text.data(), size, wide.data(),
                        need);
    return wide;
}

std::string to_utf8(std::wstring_view text) {
    std::string narrow;
    if (text.empty())
        return narrow;
    const int size = static_cast<int>(text.size());
    const int need =
        WideCharToMultiByte(CP_UTF8, 0, text.data(), size, nullptr, 0, nullptr, nullptr);
    if (need <= 0)
        return narrow;
    narrow.resize(static_cast<std::size_t>(need));
    WideCharToMultiByte(CP_UTF8, 0, text.data(), size, narrow.data(), need, nullptr,
                        nullptr);
    return narrow;
}

std::string system_message(unsigned long code) {
    // Into a buffer of our own: gai_strerror and strerror share one between threads.
    wchar_t words[512];
    const DWORD size = FormatMessageW(
        FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, nullptr, code, 0,
        words, static_cast<DWORD>(sizeof words / sizeof *words), nullptr);
    std::wstring_view text(words, size);
    while (!text.empty() && (text.back() == L'\n' || text.back() == L'\r' ||
                             text.back() == L' ' || text.back() == L'.'))
        text.remove_suffix(1);
    return text.empty() ? "unknown error" : to_utf8(text);
}

} // namespace net::windows
