#include "options.hpp"

#include <algorithm>
#include <charconv>

#include "../screen.hpp"

namespace kit {
namespace {

bool is_in(std::initializer_list<std::string_view> words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

} // namespace

options::options(std::string_view command, const arguments& args,
                 std::initializer_list<std::string_view> with_value,
                 std::initializer_list<std::string_view> without)
    : command_(command) {
    for (std::size_t i = 0; i < args.size(); ++i) {
        if (!args[i].starts_with("-")) {
            rest_.push_back(args[i]);
            continue;
        }
        const std::size_t sign = args[i].find('=');
        const std::string name = args[i].substr(0, sign);
        if (is_in(without, args[i])) {
            values_[name];
        } else if (!is_in(with_value, name)) {
            complain_of("kit " + command_ + " has no option " + name + ".");
        } else if (sign != std::string::npos) {
            values_[name] = args[i].substr(sign + 1);
        } else if (i + 1 < args.size()) {
            values_[name] = args[++i];
        } else {
            complain_of(name + " needs a value.");
        }
    }
}

void options::complain_of(const std::string& what) {
    complain(what);
    if (!bad_)
        complain("What it has: ./kit " + command_ + " --help");
    bad_ = true;
}

bool options::has(std::string_view name) const {
    return values_.find(name) != values_.end();
}

std::optional<std::string> options::value(std::string_view name) const {
    const auto at = values_.find(name);
    return at == values_.end() ? std::nullopt : std::optional(at->second);
}

long options::number(std::string_view name, long least, long most, long otherwise) {
    const auto text = value(name);
    if (!text)
        return otherwise;
    long number = 0;
    const auto [end, error] =
        std::from_chars(text->data(), text->data() + text->size(), number);
    if (error == std::errc() && end == text->data() + text->size() && number >= least &&
        number <= most)
        return number;
    complain_of(std::string(name) + " is a whole number from " + std::to_string(least) +
                " to " + std::to_string(most) + ", not \"" + *text + "\".");
    return otherwise;
}

std::size_t options::choice(std::string_view name,
                            std::initializer_list<std::string_view> words,
                            std::size_t otherwise) {
    const auto text = value(name);
    if (!text)
        return otherwise;
    const auto at = std::find(words.begin(), words.end(), *text);
    if (at != words.end())
        return static_cast<std::size_t>(at - words.begin());
    std::string all;
    for (const auto& word : words)
        all += (all.empty() ? "" : ", ") + std::string(word);
    complain_of(std::string(name) + " is one of " + all + ", not \"" + *text + "\".");
    return otherwise;
}

} // namespace kit
