#include "caller.hpp"
#include "../caller.hpp"

#include <charconv>
#include <cstdlib>
#include <optional>
#include <string_view>

#include <grp.h>
#include <pwd.h>
#include <unistd.h>

namespace grader::os {
namespace {

std::optional<user> chosen;

std::optional<id_t> number_in(const char* variable) {
    const char* text = std::getenv(variable); // NOLINT: one thread
    id_t number = 0;
    if (text == nullptr)
        return std::nullopt;
    const std::string_view digits(text);
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool whole = error == std::errc() && end == digits.data() + digits.size();
    return whole ? std::optional(number) : std::nullopt;
}

} // namespace

bool is_root() noexcept {
    return ::geteuid() == 0;
}

void start_children_as_caller_of_sudo() {
    const auto id = number_in("SUDO_UID"), group = number_in("SUDO_GID");
    if (!is_root() || !id || !group || *id == 0)
        return;
    user caller{*id, *group, {}};
    if (const passwd* entry = ::getpwuid(*id)) {
#ifdef __APPLE__
        std::vector<int> groups(64);
        int count = static_cast<int>(groups.size());
        const int found = ::getgrouplist(entry->pw_name, static_cast<int>(*group),
                                         groups.data(), &count);
#else
        std::vector<gid_t> groups(64);
        int count = static_cast<int>(groups.size());
        const int found = ::getgrouplist(entry->pw_name, *group, groups.data(), &count);
#endif
        if (found >= 0 && count > 0)
            caller.groups.assign(groups.begin(), groups.begin() + count);
    }
    chosen = std::move(caller);
}

const user* user_for_children() noexcept {
    return chosen ? &*chosen : nullptr;
}

bool become_user(const user& who) noexcept {
    return ::setgroups(static_cast<int>(who.groups.size()), who.groups.data()) == 0 &&
           ::setgid(who.group) == 0 && ::setuid(who.id) == 0;
}

} // namespace grader::os
