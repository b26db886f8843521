#include "handle_tools.hpp"

namespace handle_tools {

net::native_handle take(net::native_handle& from) noexcept {
    const auto taken = from;
    from = net::invalid_handle;
    return taken;
}

net::result<void> close_and_clear(net::native_handle& which) {
    if (which == net::invalid_handle)
        return {};
    return net::close(take(which));
}

} // namespace handle_tools
