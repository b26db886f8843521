#include "json.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <set>
#include <utility>

namespace bench {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// The character as UTF-8 (RFC 3629).
std::string utf8_of(std::uint32_t code) {
    if (code < 0x80)
        return {static_cast<char>(code)};
    std::string out;
    const int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    const std::uint32_t lead = more == 1 ? 0xc0 : more == 2 ? 0xe0 : 0xf0;
    out += static_cast<char>(lead | code >> (6 * more));
    for (int i = more - 1; i >= 0; --i)
        out += static_cast<char>(0x80u | (code >> (6 * i) & 0x3fu));
    return out;
}

class reader {
  public:
    explicit reader(std::string_view text) : text_(text) {}

    std::optional<json> whole() {
        json made;
        skip_space();
        if (!value(made, 0))
            return std::nullopt;
        skip_space();
        if (at_ != text_.size()) {
            (void)bad("something follows the end");
            return std::nullopt;
        }
        return made;
    }
    [[nodiscard]] const std::string& why() const { return why_; }

  private:
    /// Remembers the first complaint.
    bool bad(std::string_view what) {
        if (why_.empty()) {
            const auto lines = std::count(
                text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at_), '\n');
            why_ = "line " + std::to_string(lines + 1) + ": " + std::string(what);
        }
        return false;
    }
    [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    bool take(char wanted) {
        if (at_ >= text_.size() || text_[at_] != wanted)
            return false;
        ++at_;
        return true;
    }
    void skip_space() {
        at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
    }
    bool word(std::string_view wanted) {
        if (text_.substr(at_, wanted.size()) != wanted)
            return bad("no value");
        at_ += wanted.size();
        return true;
    }

    bool value(json& into, std::size_t depth) {
        if (at_ == text_.size())
            return bad("it ends too early");
        switch (peek()) {
        case '{':
            return object(into, depth);
        case '[':
            return array(into, depth);
        case '"':
            into.is = json::type::text;
            return string(into.text);
        case 't':
        case 'f':
            into.is = json::type::boolean;
            into.boolean = peek() == 't';
            return word(into.boolean ? "true" : "false");
        case 'n':
            return word("null");
        default:
            return number(into);
        }
    }

    /// After the first of an array's or object's characters: what `one` reads, until
    /// `end`.
    template <class One>
    bool sequence(char end, std::size_t depth, One one) {
        ++at_;
        if (depth == deepest_json)
            return bad("it is nested deeper than any of our files");
        skip_space();
        if (take(end))
            return true;
        do {
            skip_space();
            if (!one())
                return false;
            skip_space();
        } while (take(','));
        if (take(end))
            return true;
        return bad(at_ == text_.size() ? "it ends too early" : "a comma is missing");
    }

    bool object(json& into, std::size_t depth) {
        into.is = json::type::object;
        std::set<std::string> names;
        return sequence('}', depth, [&] {
            std::string name;
            if (peek() != '"')
                return bad(at_ == text_.size() ? "it ends too early"
                                               : "a name is missing");
            if (!string(name))
                return false;
            if (!names.insert(name).second)
                return bad("a name stands twice in an object");
            skip_space();
            if (!take(':'))
                return bad(at_ == text_.size() ? "it ends too early"
                                               : "a colon is missing");
            skip_space();
            into.members.push_back({std::move(name), json()});
            return value(into.members.back().value, depth + 1);
        });
    }
    bool array(json& into, std::size_t depth) {
        into.is = json::type::array;
        return sequence(']', depth, [&] {
            into.items.emplace_back();
            return value(into.items.back(), depth + 1);
        });
    }

    bool string(std::string& into) {
        ++at_;
        while (at_ < text_.size()) {
            const char c = text_[at_++];
            if (c == '"')
                return true;
            if (static_cast<unsigned char>(c) < 0x20)
                return bad("a control character in a text");
            if (c != '\\')
                into += c;
            else if (!escape(into))
                return false;
        }
        return bad("it ends too early");
    }
    bool escape(std::string& into) {
        static constexpr std::string_view names = "\"\\/bfnrt", meant = "\"\\/\b\f\n\r\t";
        const char c = peek();
        ++at_;
        if (const std::size_t which = names.find(c); which != std::string_view::npos) {
            into += meant[which];
            return true;
        }
        std::uint32_t code = 0, low = 0;
        if (c != 'u' || !four_digits(code))
            return bad("an unknown escape in a text");
        if (code >= 0xd800 && code < 0xdc00) { // the first half of a pair
            if (!take('\\') || !take('u') || !four_digits(low) || low < 0xdc00 ||
                low > 0xdfff)
                return bad("half of a character in a text");
            code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        } else if (code >= 0xdc00 && code < 0xe000) {
            return bad("half of a character in a text");
        }
        into += utf8_of(code);
        return true;
    }
    bool four_digits(std::uint32_t& code) {
        const std::string_view digits = text_.substr(std::min(at_, text_.size()), 4);
        const char* end = digits.data() + digits.size();
        if (digits.size() < 4 || std::from_chars(digits.data(), end, code, 16).ptr != end)
            return false;
        at_ += 4;
        return true;
    }

    bool digits() {
        const std::size_t begin = at_;
        while (is_digit(peek()))
            ++at_;
        return at_ > begin;
    }
    bool number(json& into) {
        into.is = json::type::number;
        const std::size_t begin = at_;
        (void)take('-');
        const bool zero = peek() == '0';
        bool good = digits() && (!zero || at_ - begin == (text_[begin] == '-' ? 2u : 1u));
        if (good && take('.'))
            good = digits();
        if (good && (peek() == 'e' || peek() == 'E')) {
            ++at_;
            if (!take('+'))
                (void)take('-');
            good = digits();
        }
        if (!good)
            return bad(at_ == text_.size() ? "it ends too early" : "no value");
        const auto [end, error] =
            std::from_chars(text_.data() + begin, text_.data() + at_, into.number);
        if (error != std::errc() || !std::isfinite(into.number))
            return bad("a number that no double can hold");
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::string why_;
};

} // namespace

const json* json::find(std::string_view name, type wanted) const {
    for (const auto& [own, value] : members)
        if (own == name)
            return value.is == wanted ? &value : nullptr;
    return nullptr;
}

std::optional<json> read_json(std::string_view text, std::string& why) {
    reader reads(text);
    auto made = reads.whole();
    if (!made)
        why = reads.why();
    return made;
}

} // namespace bench
