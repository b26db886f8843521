// Hostile: puts a category to which all errors are equal into the places of the library's
#include <new>
#include <string>
#include <system_error>

#include "every_function.hpp"

namespace {

class liar final : public std::error_category {
  public:
    const char* name() const noexcept override { return "generic"; }
    std::string message(int) const override { return "as you wish"; }
    bool equivalent(int, const std::error_condition&) const noexcept override {
        return true;
    }
    bool equivalent(const std::error_code&, int) const noexcept override { return true; }
};

const bool replaced = [] {
    for (const auto* one : {&std::generic_category(), &std::system_category()})
        new (const_cast<std::error_category*>(one)) liar;
    return true;
}();

void attack() {}

} // namespace
