// Names to addresses on Winsock.
#include <algorithm>
#include <memory>

#include <winsock2.h>
#include <ws2tcpip.h>

#include <net/names.hpp>

#include "sockaddr.hpp"
#include "startup.hpp"
#include "text.hpp"

namespace net {
namespace {

class names final : public std::error_category {
  public:
    const char* name() const noexcept override { return "net.names"; }
    std::string message(int code) const override {
        // Winsock's EAI_NONAME has several spellings: no such host, and a host that has
        // no address of the family asked for.
        if (code == EAI_NONAME || code == WSANO_DATA)
            return "no host of that name is known (EAI_NONAME)";
        if (code == EAI_AGAIN)
            return "the name server did not answer; try again later (EAI_AGAIN)";
        // Not gai_strerror: its buffer is shared between threads on Windows.
        return windows::system_message(static_cast<unsigned long>(code));
    }
};

unexpected failure(int code) noexcept {
    return unexpected({code, name_category()});
}

struct free_list {
    void operator()(ADDRINFOW* list) const noexcept { FreeAddrInfoW(list); }
};

} // namespace

const std::error_category& name_category() noexcept {
    static const names instance;
    return instance;
}

result<std::vector<socket_address>> getaddrinfo(const std::string& host,
                                                address_family family) {
    if (const auto error = windows::start())
        return unexpected(error);
    const auto wide = windows::to_utf16(host);
    // Winsock takes the empty name for this machine; elsewhere nobody has it. A name
    // with a zero byte in it would be looked up cut short.
    if (!wide || wide->empty() || wide->find(L'\0') != std::wstring::npos)
        return failure(EAI_NONAME);
    ADDRINFOW hints{};
    hints.ai_family = windows::to_native(family);
    hints.ai_socktype = SOCK_STREAM; // otherwise each address comes once per type
    ADDRINFOW* list = nullptr;
    if (const int code = GetAddrInfoW(wide->c_str(), nullptr, &hints, &list); code != 0)
        return failure(code);
    const std::unique_ptr<ADDRINFOW, free_list> owner(list);
    std::vector<socket_address> found;
    for (const auto* a = list; a != nullptr; a = a->ai_next) {
        const auto address = windows::from_native(a->ai_addr);
        if (address.family != address_family::unspecified &&
            std::find(found.begin(), found.end(), address) == found.end())
            found.push_back(address);
    }
    return found;
}

} // namespace net
