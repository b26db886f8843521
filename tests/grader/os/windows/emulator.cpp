#include "../emulator.hpp"

#include <windows.h>

namespace grader::os {

bool under_wine() noexcept {
    const HMODULE ntdll = GetModuleHandleW(L"ntdll.dll");
    return ntdll != nullptr && GetProcAddress(ntdll, "wine_get_version") != nullptr;
}

} // namespace grader::os
