// Records in words.
#include <array>

#include <net/error.hpp>

#include "scripted_state.hpp"

namespace net::script {
namespace {

constexpr std::array call_names{
    "socket",      "bind",       "listen",     "accept",          "connect",
    "send",        "recv",       "shutdown",   "close",           "getsockname",
    "getpeername", "set_option", "get_option", "set_nonblocking", "poll",
};

constexpr std::array option_names{
    "reuse_address", "no_delay",       "v6_only",     "linger",        "receive_timeout",
    "send_timeout",  "receive_buffer", "send_buffer", "pending_error",
};

std::string arguments(const record& r) {
    switch (r.fn) {
    case call::bind:
    case call::connect:
        return to_string(r.address);
    case call::listen:
        return "backlog " + std::to_string(static_cast<int>(r.asked));
    case call::send:
        return bytes_text(r.asked, r.bytes);
    case call::recv:
        return r.actor.empty() ? "up to " + std::to_string(r.asked) : std::string();
    case call::set_option:
        return std::string(option_names[static_cast<std::size_t>(r.opt)]) + " " +
               std::to_string(r.value);
    case call::get_option:
        return option_names[static_cast<std::size_t>(r.opt)];
    default:
        return r.detail;
    }
}

std::string printable(std::string_view bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    for (const char c : bytes) {
        const auto u = static_cast<unsigned char>(c);
        if (c == '\n')
            out += "\\n";
        else if (c == '\r')
            out += "\\r";
        else if (c == '"' || c == '\\')
            out += {'\\', c};
        else if (u < 0x20 || u >= 0x7f)
            out += {'\\', 'x', digits[u >> 4], digits[u & 15]};
        else
            out += c;
    }
    return out;
}

} // namespace

std::string_view name(call c) noexcept {
    return call_names[static_cast<std::size_t>(c)];
}

std::string text(native_handle handle) {
    if (handle == invalid_handle)
        return "no socket";
    // The short number is in the lower half of a token.
    return "#" + std::to_string(static_cast<std::int32_t>(handle));
}

std::string bytes_text(std::size_t size, std::string_view first_bytes) {
    std::string out = std::to_string(size) + (size == 1 ? " byte" : " bytes");
    if (size == 0)
        return out;
    constexpr std::size_t shown = 12;
    const auto head =
        first_bytes.substr(0, first_bytes.size() > shown + 2 ? shown : shown + 2);
    return out + " \"" + printable(head) + "\"" + (size > head.size() ? "..." : "");
}

std::string call_text(const record& r) {
    if (!r.words.empty())
        return r.words;
    const bool theirs = !r.actor.empty(); // a peer's handle is nobody's business
    const bool has_handle = r.fn != call::socket && r.fn != call::poll && !theirs;
    const std::string rest = arguments(r);
    std::string out = std::string(name(r.fn)) + "(";
    if (has_handle)
        out += r.number < 0 ? "no socket" : "#" + std::to_string(r.number);
    if (has_handle && !rest.empty())
        out += ", ";
    return out + rest + ")";
}

std::string answer_text(const record& r) {
    if (!r.words.empty())
        return {};
    if (!r.done)
        return "still waiting";
    if (r.error) {
        const auto known = error_name(r.error);
        return known.empty() ? r.error.message() : std::string(known);
    }
    switch (r.fn) {
    case call::socket:
        return text(r.made);
    case call::accept:
        return (r.made == invalid_handle ? "a connection" : text(r.made)) + " from " +
               to_string(r.address);
    case call::send:
    case call::poll:
    case call::get_option:
        return std::to_string(r.value);
    case call::recv:
        return r.value == 0 ? "0, end of stream"
                            : bytes_text(static_cast<std::size_t>(r.value), r.bytes);
    case call::getsockname:
    case call::getpeername:
        return to_string(r.address);
    default:
        return "ok";
    }
}

} // namespace net::script
