// Options with values: --jobs 4 or --jobs=4.
#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "../commands.hpp"

namespace kit {

class options {
  public:
    /// Says what is wrong and sets bad() where an option is in neither list, or one with
    /// a value has none.
    options(std::string_view command, const arguments& args,
            std::initializer_list<std::string_view> with_value,
            std::initializer_list<std::string_view> without);

    [[nodiscard]] bool bad() const { return bad_; }
    [[nodiscard]] bool has(std::string_view name) const;
    [[nodiscard]] std::optional<std::string> value(std::string_view name) const;
    /// A whole number in a range; says so and sets bad() where it is none.
    [[nodiscard]] long number(std::string_view name, long least, long most,
                              long otherwise);
    /// One of a few words: its index.
    [[nodiscard]] std::size_t choice(std::string_view name,
                                     std::initializer_list<std::string_view> words,
                                     std::size_t otherwise);
    [[nodiscard]] const arguments& rest() const { return rest_; }
    /// Says that something is wrong with the call, and where help is.
    void complain_of(const std::string& what);

  private:
    std::string command_;
    std::map<std::string, std::string, std::less<>> values_;
    arguments rest_;
    bool bad_ = false;
};

} // namespace kit
