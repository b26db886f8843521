// Reads JSON (RFC 8259), strictly: a file that somebody else wrote, or half of one.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

struct json_member;

/// A value of JSON.
struct json {
    enum class type { null, boolean, number, text, array, object };
    type is = type::null;
    bool boolean = false;
    double number = 0;
    std::string text;
    std::vector<json> items;          ///< of an array
    std::vector<json_member> members; ///< of an object, as they came

    /// The member of that name, and of that type; nullptr: there is none, or this is no
    /// object.
    [[nodiscard]] const json* find(std::string_view name, type wanted) const;
};

struct json_member {
    std::string name;
    json value;
};

/// Deeper than this nothing is nested that we write.
inline constexpr std::size_t deepest_json = 32;

/// The value that `text` consists of. Nothing, and why, with the line: it is not JSON, a
/// name stands twice in an object, a number has no finite double, it is nested too deep.
/// Text may hold bytes that are not UTF-8: what is shown of it is cleaned.
[[nodiscard]] std::optional<json> read_json(std::string_view text, std::string& why);

} // namespace bench
