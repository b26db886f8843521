#include <net/names.hpp>

#include <algorithm>
#include <memory>

#include <netdb.h>

#include "native_address.hpp"

namespace net {
namespace {

class names final : public std::error_category {
  public:
    const char* name() const noexcept override { return "net.names"; }
    std::string message(int code) const override {
        if (code == EAI_NONAME)
            return "no host of that name is known (EAI_NONAME)";
        if (code == EAI_AGAIN)
            return "the name server did not answer; try again later (EAI_AGAIN)";
        return ::gai_strerror(code); // thread-safe on POSIX systems
    }
};

} // namespace

const std::error_category& name_category() noexcept {
    static const names instance;
    return instance;
}

result<std::vector<socket_address>> getaddrinfo(const std::string& host,
                                                address_family family) {
    // A name with a zero byte in it would be looked up cut short.
    if (host.find('\0') != std::string::npos)
        return unexpected({EAI_NONAME, name_category()});
    addrinfo hints{};
    hints.ai_family = posix::to_native(family);
    hints.ai_socktype = SOCK_STREAM; // otherwise each address comes once per type
    addrinfo* list = nullptr;
    const int code = ::getaddrinfo(host.c_str(), nullptr, &hints, &list);
    if (code == EAI_SYSTEM)
        return posix::last_error();
    if (code != 0)
        return unexpected({code, name_category()});
    const std::unique_ptr<addrinfo, void (*)(addrinfo*)> owner(list, ::freeaddrinfo);
    std::vector<socket_address> found;
    for (const addrinfo* a = list; a != nullptr; a = a->ai_next) {
        const auto address = posix::from_native(a->ai_addr);
        if (std::find(found.begin(), found.end(), address) == found.end())
            found.push_back(address);
    }
    return found;
}

} // namespace net
