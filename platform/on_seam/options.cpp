#include <net/options.hpp>

#include <limits>

#include <net/error.hpp>

namespace net {
namespace {

result<void> set_limit(native_handle socket, option name,
                       std::chrono::nanoseconds limit) {
    const auto ms = std::chrono::ceil<std::chrono::milliseconds>(limit).count();
    if (limit.count() < 0 || ms > std::numeric_limits<std::int32_t>::max())
        return unexpected(native_error(std::errc::invalid_argument));
    return set_option(socket, name, ms);
}

} // namespace

result<void> set_receive_timeout(native_handle socket, std::chrono::nanoseconds limit) {
    return set_limit(socket, option::receive_timeout, limit);
}

result<void> set_send_timeout(native_handle socket, std::chrono::nanoseconds limit) {
    return set_limit(socket, option::send_timeout, limit);
}

result<void> set_linger(native_handle socket, std::optional<std::chrono::seconds> limit) {
    if (limit && (limit->count() < 0 || limit->count() > 0xffff))
        return unexpected(native_error(std::errc::invalid_argument));
    return set_option(socket, option::linger, limit ? limit->count() : -1);
}

} // namespace net
