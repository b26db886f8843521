#include "settings.hpp"

#include <string_view>

namespace bench {
namespace {

/// The value of `--name VALUE` or `--name=VALUE`; nothing: this word is not that option.
/// `bad`: it is, and has no value.
std::optional<std::string> value_of(std::string_view name,
                                    const std::vector<std::string>& words, std::size_t& i,
                                    bool& bad) {
    const std::string& word = words[i];
    if (word.starts_with(std::string(name) + "="))
        return word.substr(name.size() + 1);
    if (word != name)
        return std::nullopt;
    if (i + 1 < words.size())
        return words[++i];
    bad = true;
    return std::nullopt;
}

bool take_flag(const std::string& word, settings& into) {
    if (word == "--smoke")
        into.how_much = settings::size::smoke;
    else if (word == "--quick")
        into.how_much = settings::size::quick;
    else if (word == "--full")
        into.how_much = settings::size::full;
    else if (word == "--own")
        into.own = true;
    else if (word == "--list")
        into.list = true;
    else if (word == "--help" || word == "-h")
        into.help = true;
    else
        return false;
    return true;
}

} // namespace

std::optional<settings> read_settings(const std::vector<std::string>& words,
                                      std::string& wrong) {
    settings made;
    for (std::size_t i = 0; i < words.size(); ++i) {
        bool bad = false;
        if (take_flag(words[i], made))
            continue;
        if (auto only = value_of("--only", words, i, bad))
            made.only = std::move(*only);
        else if (auto out = value_of("--out", words, i, bad))
            made.out = std::move(*out);
        else if (auto older = value_of("--compare", words, i, bad))
            made.compare = std::move(*older);
        else {
            wrong = bad ? words[i] + " needs a value" : "unknown argument: " + words[i];
            return std::nullopt;
        }
    }
    if (made.how_much == settings::size::smoke)
        made.repetitions = 3;
    return made;
}

} // namespace bench
