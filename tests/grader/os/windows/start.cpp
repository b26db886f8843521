#include "start.hpp"
#include "registry.hpp"

#include <algorithm>
#include <atomic>
#include <cwchar>
#include <memory>

namespace grader::os {
namespace {

// A command line is one string; every program takes it apart by the rules of its C
// library: quotes hold an argument together, and backslashes count only before a quote.
// https://learn.microsoft.com/cpp/cpp/main-function-command-line-args
void append_argument(std::wstring& line, std::wstring_view argument) {
    if (!line.empty())
        line += L' ';
    if (!argument.empty() &&
        argument.find_first_of(L" \t\n\v\"") == std::wstring_view::npos) {
        line += argument;
        return;
    }
    line += L'"';
    std::size_t backslashes = 0;
    for (const wchar_t c : argument) {
        if (c == L'\\') {
            ++backslashes;
        } else {
            // Before a quote each backslash is doubled, and one more guards the quote.
            if (c == L'"')
                line.append(backslashes + 1, L'\\');
            backslashes = 0;
        }
        line += c;
    }
    line.append(backslashes, L'\\'); // before the closing quote
    line += L'"';
}

std::wstring command_line(const std::filesystem::path& program,
                          const std::vector<std::string>& arguments) {
    // argv[0] follows a rule of its own: it ends at the next quote, whatever comes
    // before.
    std::wstring line = L"\"" + program.native() + L"\"";
    for (const auto& argument : arguments)
        append_argument(line, wide(argument));
    return line;
}

// Names of variables are alike in either case.
int compare_names(std::wstring_view a, std::wstring_view b) noexcept {
    return CompareStringOrdinal(a.data(), static_cast<int>(a.size()), b.data(),
                                static_cast<int>(b.size()), TRUE) -
           CSTR_EQUAL;
}

std::wstring_view name_of(std::wstring_view entry) noexcept {
    return entry.substr(0, entry.find(L'=', 1)); // "=C:=C:\work" is a variable, too
}

// One zero-ended "NAME=value" after the other, sorted by name, and a zero.
std::wstring environment_block(const spawn_options& options) {
    std::vector<std::wstring> entries;
    for (const auto& [name, value] : options.environment)
        entries.push_back(wide(name) + L"=" + wide(value));
    const std::size_t ours = entries.size();
    const std::unique_ptr<wchar_t, decltype(&FreeEnvironmentStringsW)> inherited(
        GetEnvironmentStringsW(), FreeEnvironmentStringsW);
    for (const wchar_t* at = inherited.get(); at != nullptr && *at != L'\0';) {
        const std::wstring_view entry(at);
        at += entry.size() + 1;
        const bool replaced =
            std::any_of(entries.begin(), entries.begin() + static_cast<long>(ours),
                        [&](const std::wstring& mine) {
                            return compare_names(name_of(mine), name_of(entry)) == 0;
                        });
        if (!replaced)
            entries.emplace_back(entry);
    }
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
        return compare_names(name_of(a), name_of(b)) < 0;
    });
    std::wstring block;
    for (const auto& entry : entries)
        block.append(entry).push_back(L'\0');
    block.push_back(L'\0');
    return block;
}

// The handles that the new process inherits: these and no others, whatever else in this
// process can be inherited at the moment.
class inherited_handles {
  public:
    explicit inherited_handles(const child_streams& streams) {
        for (const HANDLE h : {streams.input, streams.output, streams.error})
            if (h != nullptr && std::find(list_.begin(), list_.end(), h) == list_.end())
                list_.push_back(h); // twice the same would be an error
        SIZE_T size = 0;
        InitializeProcThreadAttributeList(nullptr, 1, 0, &size);
        memory_ = std::make_unique<std::byte[]>(size);
        ready_ = InitializeProcThreadAttributeList(get(), 1, 0, &size) != 0;
        good_ = ready_ && (list_.empty() ||
                           UpdateProcThreadAttribute(
                               get(), 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, list_.data(),
                               list_.size() * sizeof(HANDLE), nullptr, nullptr) != 0);
    }
    ~inherited_handles() {
        if (ready_)
            DeleteProcThreadAttributeList(get());
    }
    inherited_handles(const inherited_handles&) = delete;
    inherited_handles& operator=(const inherited_handles&) = delete;

    [[nodiscard]] bool good() const noexcept { return good_; }
    [[nodiscard]] bool any() const noexcept { return !list_.empty(); }
    [[nodiscard]] LPPROC_THREAD_ATTRIBUTE_LIST get() const noexcept {
        return reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(memory_.get());
    }

  private:
    std::vector<HANDLE> list_;
    std::unique_ptr<std::byte[]> memory_;
    bool ready_ = false;
    bool good_ = false;
};

owned make_job(const spawn_options& options) noexcept {
    owned job(CreateJobObjectW(nullptr, nullptr));
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
    limits.BasicLimitInformation.LimitFlags =
        JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION;
    auto& flags = limits.BasicLimitInformation.LimitFlags;
    if (options.limits.processes > 0) {
        flags |= JOB_OBJECT_LIMIT_ACTIVE_PROCESS;
        limits.BasicLimitInformation.ActiveProcessLimit =
            static_cast<DWORD>(options.limits.processes);
    }
    if (options.limits.memory > 0) {
        flags |= JOB_OBJECT_LIMIT_JOB_MEMORY;
        limits.JobMemoryLimit = static_cast<SIZE_T>(options.limits.memory);
    }
    if (options.limits.cpu_seconds > 0) {
        flags |= JOB_OBJECT_LIMIT_PROCESS_TIME; // in units of 100 ns
        limits.BasicLimitInformation.PerProcessUserTimeLimit.QuadPart =
            options.limits.cpu_seconds * 10'000'000LL;
    }
    if (!options.own_group)
        flags |= JOB_OBJECT_LIMIT_SILENT_BREAKAWAY_OK;
    // A job without its limits would confine nobody: then nothing is started.
    if (job && SetInformationJobObject(job.get(), JobObjectExtendedLimitInformation,
                                       &limits, sizeof limits) == 0)
        return {};
    return job;
}

} // namespace

bool make_pipe(bool we_write, pipe_ends& ends) noexcept {
    // An anonymous pipe cannot be overlapped, so this one has a name, used once.
    static std::atomic<unsigned> count{0};
    wchar_t name[96];
    std::swprintf(name, std::size(name), L"\\\\.\\pipe\\first-byte-%lu-%u-%llu",
                  GetCurrentProcessId(), count++,
                  static_cast<unsigned long long>(GetTickCount64()));
    const DWORD direction = we_write ? PIPE_ACCESS_OUTBOUND : PIPE_ACCESS_INBOUND;
    constexpr DWORD room = 65536;
    ends.ours = owned(CreateNamedPipeW(
        name, direction | FILE_FLAG_OVERLAPPED | FILE_FLAG_FIRST_PIPE_INSTANCE,
        PIPE_TYPE_BYTE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS, 1, room, room, 0,
        nullptr));
    if (!ends.ours)
        return false;
    SECURITY_ATTRIBUTES inherit{sizeof inherit, nullptr, TRUE};
    // What is read may also be asked for its kind, hence the attributes.
    const DWORD access = we_write ? GENERIC_READ | FILE_WRITE_ATTRIBUTES
                                  : GENERIC_WRITE | FILE_READ_ATTRIBUTES;
    ends.its = owned(CreateFileW(name, access, 0, &inherit, OPEN_EXISTING,
                                 FILE_ATTRIBUTE_NORMAL, nullptr));
    return static_cast<bool>(ends.its);
}

DWORD start_program(const std::filesystem::path& program,
                    const std::vector<std::string>& arguments,
                    const spawn_options& options, const child_streams& streams,
                    started& made) {
    const auto full = std::filesystem::absolute(program).make_preferred();
    std::wstring line = command_line(full, arguments);
    std::wstring block = environment_block(options);
    const std::wstring folder =
        options.folder.empty() ? std::wstring() : absolute(options.folder).native();
    const inherited_handles inherited(streams);
    made.job = make_job(options);
    if (!inherited.good() || !made.job)
        return ERROR_NOT_ENOUGH_MEMORY;

    STARTUPINFOEXW start{};
    start.StartupInfo.cb = sizeof start;
    start.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
    start.StartupInfo.hStdInput = streams.input;
    start.StartupInfo.hStdOutput = streams.output;
    start.StartupInfo.hStdError = streams.error;
    start.lpAttributeList = inherited.get();
    // Suspended: it must be in the job before it can start a child of its own.
    DWORD flags =
        CREATE_SUSPENDED | CREATE_UNICODE_ENVIRONMENT | EXTENDED_STARTUPINFO_PRESENT;
    if (options.own_group)
        flags |= CREATE_NEW_PROCESS_GROUP;
    PROCESS_INFORMATION info{};
    if (CreateProcessW(full.c_str(), line.data(), nullptr, nullptr, inherited.any(),
                       flags, block.data(), folder.empty() ? nullptr : folder.c_str(),
                       &start.StartupInfo, &info) == 0)
        return GetLastError();
    made.process = owned(info.hProcess);
    made.id = info.dwProcessId;
    const owned thread(info.hThread);
    if (AssignProcessToJobObject(made.job.get(), info.hProcess) == 0 ||
        ResumeThread(info.hThread) == static_cast<DWORD>(-1)) {
        const DWORD why = GetLastError();
        TerminateProcess(info.hProcess, killed_status);
        return why;
    }
    return ERROR_SUCCESS;
}

} // namespace grader::os
