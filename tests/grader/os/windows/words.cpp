// Where things are, and how they are called, on Windows.
#include "../process.hpp"
#include "exception_words.hpp"

#include <array>
#include <cstdio>

namespace grader::os {

std::wstring wide(std::string_view text) {
    std::wstring out;
    const int size = static_cast<int>(text.size());
    for (const auto& [page, flags] :
         {std::pair<UINT, DWORD>{CP_UTF8, MB_ERR_INVALID_CHARS}, {CP_ACP, 0}}) {
        const int need = MultiByteToWideChar(page, flags, text.data(), size, nullptr, 0);
        if (need <= 0)
            continue;
        out.resize(static_cast<std::size_t>(need));
        MultiByteToWideChar(page, flags, text.data(), size, out.data(), need);
        break;
    }
    return out;
}

std::string narrow(std::wstring_view text) {
    std::string out;
    const int size = static_cast<int>(text.size());
    const int need =
        WideCharToMultiByte(CP_UTF8, 0, text.data(), size, nullptr, 0, nullptr, nullptr);
    if (need <= 0)
        return out;
    out.resize(static_cast<std::size_t>(need));
    WideCharToMultiByte(CP_UTF8, 0, text.data(), size, out.data(), need, nullptr,
                        nullptr);
    return out;
}

std::string error_in_words(DWORD code) {
    std::array<wchar_t, 512> buffer;
    const DWORD size = FormatMessageW(
        FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, nullptr, code, 0,
        buffer.data(), static_cast<DWORD>(buffer.size()), nullptr);
    std::wstring_view text(buffer.data(), size);
    const auto last = text.find_last_not_of(L"\r\n. ");
    if (last == std::wstring_view::npos)
        return "error " + std::to_string(code);
    return narrow(text.substr(0, last + 1));
}

std::string in_words(const exit_status& status) {
    switch (status.kind) {
    case exit_status::how::exited:
        return "ended with status " + std::to_string(status.value);
    case exit_status::how::crashed: {
        const auto code = static_cast<DWORD>(status.value);
        if (const char* words = exception_in_words(code))
            return std::string("was ended by ") + words;
        std::array<char, 32> number;
        std::snprintf(number.data(), number.size(), "exception 0x%08lX", code);
        return std::string("was ended by ") + number.data();
    }
    case exit_status::how::timed_out:
        return "still runs";
    case exit_status::how::unknown:
        break;
    }
    return "ended, but the system does not say how";
}

bool ended_by_others(const exit_status& status) noexcept {
    constexpr long long control_c_exit = 0xC000013A; // STATUS_CONTROL_C_EXIT
    return (status.kind == exit_status::how::crashed ||
            status.kind == exit_status::how::exited) &&
           static_cast<DWORD>(status.value) == control_c_exit;
}

std::optional<std::filesystem::path> find_program(const std::string& name) {
    // Not SearchPathW without a path: it looks into the current folder first.
    std::wstring path(GetEnvironmentVariableW(L"PATH", nullptr, 0), L'\0');
    path.resize(
        GetEnvironmentVariableW(L"PATH", path.data(), static_cast<DWORD>(path.size())));
    std::wstring_view rest = path;
    while (!rest.empty()) {
        const auto end = rest.find(L';');
        std::wstring_view folder = rest.substr(0, end);
        rest =
            end == std::wstring_view::npos ? std::wstring_view{} : rest.substr(end + 1);
        // A folder with a semicolon in its name stands between quotes.
        if (folder.size() >= 2 && folder.front() == L'"' && folder.back() == L'"')
            folder = folder.substr(1, folder.size() - 2);
        if (folder.empty())
            continue;
        for (const wchar_t* suffix : {L".exe", L".com", L""}) {
            std::filesystem::path found(folder);
            found /= wide(name) + suffix;
            const bool complete = *suffix != L'\0' || found.has_extension();
            std::error_code error;
            if (complete && std::filesystem::is_regular_file(found, error))
                return found;
        }
    }
    return std::nullopt;
}

std::filesystem::path own_path() {
    std::wstring name(MAX_PATH, L'\0');
    while (true) {
        const DWORD size =
            GetModuleFileNameW(nullptr, name.data(), static_cast<DWORD>(name.size()));
        if (size == 0)
            return {};
        if (size < name.size()) {
            name.resize(size);
            return name;
        }
        name.resize(name.size() * 2); // it was cut short
    }
}

std::string_view program_suffix() noexcept {
    return ".exe";
}

std::string_view system_name() noexcept {
    return "windows";
}

void forget_environment(const char* name) noexcept {
    SetEnvironmentVariableA(name, nullptr);
}

long long own_id() noexcept {
    return GetCurrentProcessId();
}

std::chrono::nanoseconds own_processor_time() noexcept {
    FILETIME created{}, ended{}, kernel{}, user{};
    if (GetProcessTimes(GetCurrentProcess(), &created, &ended, &kernel, &user) == 0)
        return {};
    const auto ticks = [](const FILETIME& of) { // of 100 ns
        return (static_cast<long long>(of.dwHighDateTime) << 32) | of.dwLowDateTime;
    };
    return std::chrono::nanoseconds(100 * (ticks(kernel) + ticks(user)));
}

} // namespace grader::os
