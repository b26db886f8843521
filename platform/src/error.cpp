#include <net/error.hpp>

#include <string>

#include "error_table.hpp"

namespace net {
namespace {

const detail::native_entry* find(int code) noexcept {
    for (const auto& entry : detail::native_table())
        if (entry.code == code)
            return &entry;
    return nullptr;
}

/// Two values of std::errc that are one number on most POSIX systems.
bool is_would_block(std::errc e) noexcept {
    return e == std::errc::operation_would_block ||
           e == std::errc::resource_unavailable_try_again;
}

/// The words a student reads, one set for every system.
std::string_view words(std::errc e) noexcept {
    if (is_would_block(e))
        return "the call would have to wait, and the socket is non-blocking";
    switch (e) {
    case std::errc::connection_refused:
        return "connection refused: nobody listens at that address and port";
    case std::errc::connection_reset:
        return "connection reset by the peer";
    case std::errc::connection_aborted:
        return "the connection was broken off";
    case std::errc::broken_pipe:
        return "the connection is closed for sending";
    case std::errc::not_connected:
        return "the socket is not connected";
    case std::errc::already_connected:
        return "the socket is connected already";
    case std::errc::address_in_use:
        return "the address and port are in use already";
    case std::errc::address_not_available:
        return "that is not an address of this machine";
    case std::errc::address_family_not_supported:
        return "this kind of address is not supported here";
    case std::errc::permission_denied:
        return "permission denied";
    case std::errc::too_many_files_open:
        return "too many sockets or files are open";
    case std::errc::bad_file_descriptor:
        return "that is not an open handle";
    case std::errc::not_a_socket:
        return "that handle is not a socket";
    case std::errc::operation_in_progress:
        return "the operation has begun and is not finished yet";
    case std::errc::connection_already_in_progress:
        return "an earlier connect on this socket is still going on";
    case std::errc::timed_out:
        return "the time limit has passed";
    case std::errc::network_unreachable:
        return "no route leads to that network";
    case std::errc::host_unreachable:
        return "that host cannot be reached";
    case std::errc::network_down:
        return "the network is down";
    case std::errc::invalid_argument:
        return "an argument does not fit the call or the socket's state";
    case std::errc::interrupted:
        return "a signal interrupted the call";
    case std::errc::no_buffer_space:
        return "the system has no buffer space left";
    case std::errc::not_enough_memory:
        return "the system has no memory left";
    case std::errc::message_size:
        return "the message is too long";
    case std::errc::operation_not_supported:
        return "this kind of socket cannot do that";
    case std::errc::io_error:
        return "the device reported an error";
    default:
        return {};
    }
}

class native final : public std::error_category {
  public:
    const char* name() const noexcept override { return "net"; }

    std::string message(int code) const override {
        const auto* entry = find(code);
        if (entry == nullptr)
            return detail::system_words(code) + " (" + std::to_string(code) + ")";
        std::string text(words(entry->portable));
        if (text.empty())
            text = detail::system_words(code);
        return text + " (" + std::string(entry->name) + ")";
    }

    std::error_condition default_error_condition(int code) const noexcept override {
        if (const auto* entry = find(code))
            return std::make_error_condition(entry->portable);
        return {code, *this};
    }

    bool equivalent(int code, const std::error_condition& c) const noexcept override {
        const auto* entry = find(code);
        if (entry != nullptr && is_would_block(entry->portable) &&
            c.category() == std::generic_category() &&
            is_would_block(static_cast<std::errc>(c.value())))
            return true;
        return default_error_condition(code) == c;
    }
};

class conditions final : public std::error_category {
  public:
    const char* name() const noexcept override { return "net.condition"; }

    std::string message(int value) const override {
        switch (static_cast<condition>(value)) {
        case condition::would_block:
            return std::string(words(std::errc::operation_would_block));
        case condition::in_progress:
            return std::string(words(std::errc::operation_in_progress));
        case condition::peer_gone:
            return "the peer has closed or reset the connection";
        case condition::timed_out:
            return std::string(words(std::errc::timed_out));
        case condition::client_lost:
            return "the connection of a client that waited has failed";
        }
        return "unknown condition";
    }

    bool equivalent(const std::error_code& code, int value) const noexcept override {
        const bool ours = code.category() == native_category();
        switch (static_cast<condition>(value)) {
        case condition::would_block:
            return code == std::errc::operation_would_block;
        case condition::in_progress:
            return ours && detail::is_in_progress(code.value());
        case condition::peer_gone:
            return ours && detail::is_peer_gone(code.value());
        case condition::timed_out:
            return code == std::errc::timed_out;
        case condition::client_lost:
            return ours && detail::is_client_lost(code.value());
        }
        return false;
    }
};

} // namespace

const std::error_category& native_category() noexcept {
    static const native instance;
    return instance;
}

const std::error_category& condition_category() noexcept {
    static const conditions instance;
    return instance;
}

std::error_code native_error(std::errc portable) noexcept {
    for (const auto& entry : detail::native_table())
        if (entry.portable == portable)
            return native_error(entry.code);
    return std::make_error_code(portable);
}

std::string_view error_name(std::error_code error) noexcept {
    if (error.category() == native_category())
        if (const auto* entry = find(error.value()))
            return entry->name;
    return {};
}

} // namespace net
