// Traps that only Winsock has, looked at with Winsock's own calls. (Wine answers them as
// Windows does, unless a comment says otherwise.)
#include <string>

#include <winsock2.h>
#include <ws2tcpip.h>

#include "../loopback.hpp"

#include "clamp.hpp"
#include "connect_watch.hpp"

#include <net/pair.hpp>

namespace {

using namespace platform_tests;

static_assert(std::is_same_v<net::native_handle, std::uintptr_t>);
static_assert(net::invalid_handle == static_cast<net::native_handle>(INVALID_SOCKET));
static_assert(sizeof(net::native_handle) == sizeof(SOCKET));

int flag(const held& s, int name) {
    int value = 0;
    int size = sizeof value;
    EXPECT_EQ(
        ::getsockopt(s.get(), SOL_SOCKET, name, reinterpret_cast<char*>(&value), &size),
        0);
    return value;
}

TEST(traps, 4_every_socket_has_its_port_for_itself) {
    for (const auto type : {net::socket_type::stream, net::socket_type::datagram})
        on_each_family([type](auto family) {
            const held s = open(family, type);
            EXPECT_NE(flag(s, SO_EXCLUSIVEADDRUSE), 0);
            EXPECT_EQ(flag(s, SO_REUSEADDR), 0);
            EXPECT_TRUE(net::set_option(s.get(), net::option::reuse_address, 1));
            EXPECT_EQ(flag(s, SO_REUSEADDR), 0) << "it would steal ports";
        });
}

TEST(traps, 4_a_thief_with_so_reuseaddr_does_not_get_the_port) {
    on_each_family([](auto family) {
        const held victim = listening(family);
        const bool v6 = family == net::address_family::ipv6;
        const SOCKET raw = ::socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM, IPPROTO_TCP);
        ASSERT_NE(raw, INVALID_SOCKET);
        const held thief(raw);
        const int on = 1;
        ::setsockopt(raw, SOL_SOCKET, SO_REUSEADDR, reinterpret_cast<const char*>(&on),
                     sizeof on);
        const auto stolen = net::bind(thief.get(), name(victim));
        ASSERT_FALSE(stolen) << "a second socket has " << net::to_string(name(victim));
        EXPECT_TRUE(stolen.error() == std::errc::permission_denied ||
                    stolen.error() == std::errc::address_in_use)
            << stolen.error().message();
    });
}

// Before Windows 10 version 2004 only select's except set told of a failed connect: this
// is the back end that such a system depends on, asked alone.
TEST(traps, 5_and_6_the_select_back_end_sees_a_failed_connect) {
    on_each_family([](auto family) {
        const held dead = bound(family);
        const held listener = listening(family);
        const held failing = open(family);
        const held working = open(family);
        for (const auto* s : {&failing, &working})
            ASSERT_TRUE(net::set_nonblocking(s->get(), true));
        static_cast<void>(net::connect(failing.get(), name(dead)));
        static_cast<void>(net::connect(working.get(), name(listener)));
        const net::native_handle all[] = {working.get(), failing.get()};
        std::vector<net::native_handle> failed;
        const auto until = clock::now() + patience;
        while (failed.empty() && clock::now() < until)
            failed = net::windows::failed_connects(all);
        EXPECT_EQ(failed, std::vector{failing.get()});
        EXPECT_EQ(connect_outcome(failing), std::errc::connection_refused);
        EXPECT_FALSE(connect_outcome(working));
    });
}

TEST(traps, 6_a_closed_socket_does_not_hide_the_others_from_select) {
    const auto family = net::address_family::ipv4;
    const held dead = bound(family);
    const held failing = open(family);
    held gone = open(family);
    const net::native_handle all[] = {gone.get(), failing.get()};
    gone.reset();
    ASSERT_TRUE(net::set_nonblocking(failing.get(), true));
    static_cast<void>(net::connect(failing.get(), name(dead)));
    std::vector<net::native_handle> failed;
    const auto until = clock::now() + patience;
    while (failed.empty() && clock::now() < until)
        failed = net::windows::failed_connects(all);
    EXPECT_EQ(failed, std::vector{failing.get()});
}

TEST(traps, 28_the_clamp) {
    using net::windows::clamp_length;
    static_assert(clamp_length(0) == 0);
    static_assert(clamp_length(0x7fffffff) == 0x7fffffff);
    static_assert(clamp_length(0x80000000u) == 0x7fffffff);
    static_assert(clamp_length(0x100000000u) == 0x7fffffff);
    static_assert(clamp_length(~std::size_t{0}) == 0x7fffffff);
}

bool inherits(const held& s) {
    DWORD flags = HANDLE_FLAG_INHERIT;
    EXPECT_NE(GetHandleInformation(reinterpret_cast<HANDLE>(s.get()), &flags), 0);
    return (flags & HANDLE_FLAG_INHERIT) != 0;
}

TEST(traps, 27_no_handle_is_inherited) {
    on_each_family([](auto family) {
        const auto both = connected(family);
        EXPECT_FALSE(inherits(both.client));
        EXPECT_FALSE(inherits(both.server)) << "the accepted one, too";
    });
    const auto pair = value(net::socket_pair(), "socket_pair");
    const held first(pair.first), second(pair.second);
    EXPECT_FALSE(inherits(first));
    EXPECT_FALSE(inherits(second));
}

TEST(traps, 27_a_child_does_not_keep_a_port) {
    held listener = listening(net::address_family::ipv4);
    const auto where = name(listener);
    SECURITY_ATTRIBUTES inherit{sizeof inherit, nullptr, TRUE};
    HANDLE its = nullptr, ours = nullptr;
    ASSERT_NE(CreatePipe(&its, &ours, &inherit, 0), 0);
    SetHandleInformation(ours, HANDLE_FLAG_INHERIT, 0);
    wchar_t self[1024];
    ASSERT_NE(GetModuleFileNameW(nullptr, self, 1024), 0u);
    std::wstring line = L"\"" + std::wstring(self) + L"\" --wait-for-input-to-end";
    STARTUPINFOW start{};
    start.cb = sizeof start;
    start.dwFlags = STARTF_USESTDHANDLES;
    start.hStdInput = its;
    PROCESS_INFORMATION child{};
    // TRUE: whatever can be inherited is.
    ASSERT_NE(CreateProcessW(self, line.data(), nullptr, nullptr, TRUE, 0, nullptr,
                             nullptr, &start, &child),
              0);
    CloseHandle(its);
    listener.reset();
    const held again = open(net::address_family::ipv4);
    const auto ok = net::bind(again.get(), where);
    EXPECT_TRUE(ok) << ok.error().message();
    EXPECT_EQ(WaitForSingleObject(child.hProcess, 0), static_cast<DWORD>(WAIT_TIMEOUT))
        << "the child lived meanwhile";
    CloseHandle(ours);
    EXPECT_EQ(WaitForSingleObject(child.hProcess, 30000),
              static_cast<DWORD>(WAIT_OBJECT_0));
    CloseHandle(child.hProcess);
    CloseHandle(child.hThread);
}

} // namespace
