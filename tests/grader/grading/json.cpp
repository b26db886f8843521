#include "json.hpp"

#include <array>
#include <cstdint>
#include <cstdio>

#include "intake.hpp"
#include "verdict.hpp"

namespace kit::grading {

json json::text(std::string_view value) {
    std::string out = "\"";
    for (std::size_t i = 0; i < value.size(); ++i) {
        const auto c = static_cast<unsigned char>(value[i]);
        const std::size_t length = harmless_length(value.substr(i));
        if (c == '"' || c == '\\') {
            out += '\\';
            out += value[i];
        } else if (c == '\n') {
            out += "\\n";
        } else if (c < 0x20 || c == 0x7f || length == 0) {
            std::array<char, 8> code{};
            std::snprintf(code.data(), code.size(), "\\u%04x", unsigned{c});
            out += code.data();
        } else {
            out += value.substr(i, length);
            i += length - 1;
        }
    }
    return json(out + "\"");
}

json json::number(double value) {
    return json(number_text(value));
}

json json::boolean(bool value) {
    return json(value ? "true" : "false");
}

json json::null() {
    return json("null");
}

json json::object(const members& values) {
    std::string out;
    for (const auto& [name, value] : values)
        out += (out.empty() ? "" : ", ") + text(name).str() + ": " + value.str();
    return json("{" + out + "}");
}

json json::array(const std::vector<json>& values) {
    std::string out;
    for (const auto& value : values)
        out += (out.empty() ? "\n" : ",\n") + value.str();
    return json("[" + out + "]");
}

std::string base64(std::string_view bytes) {
    static constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        for (std::size_t j = 0; j < 3; ++j)
            group =
                group << 8 |
                (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0u);
        for (std::size_t j = 0; j < 4; ++j)
            out += i + j > bytes.size() ? '=' : digits[(group >> (18 - 6 * j)) & 63u];
    }
    return out;
}

} // namespace kit::grading
