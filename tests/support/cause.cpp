#include "cause.hpp"

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <memory>
#include <string_view>
#include <typeinfo>

#if __has_include(                                                                       \
    <cxxabi.h>) // GCC and Clang; elsewhere a type's name can be read as it is
#include <cxxabi.h>
#define FIRST_BYTE_CXXABI 1
#endif

#include "words.hpp"

namespace support {
namespace {

std::string name_of(const std::type_info& type) {
#ifdef FIRST_BYTE_CXXABI
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> name(
        abi::__cxa_demangle(type.name(), nullptr, nullptr, &status), std::free);
    if (status == 0 && name)
        return name.get();
#endif
    return type.name();
}

/// The type of the exception that is being handled, when nothing else is known of it.
std::string unknown_type() {
#ifdef FIRST_BYTE_CXXABI
    if (const std::type_info* type = abi::__cxa_current_exception_type())
        return name_of(*type);
#endif
    return "an object of its own";
}

std::string in_quotes(std::string_view text) {
    return " (\"" + std::string(text) + "\")";
}

bool has(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

/// The libraries' and the layer's own functions are on the way to what they were asked.
bool is_in_between(std::string_view place) {
    return place.starts_with("?") || has(place, "/include/net/") ||
           has(place, "/platform/") || place.starts_with("/usr/") ||
           has(place, "/include/c++/") || has(place, "/os/posix/") ||
           has(place, "/support/report.cpp") || has(place, "/build/gcc/");
}

/// Line `number` of a file, without the blanks before it.
std::string line_of(const std::string& file, int number) {
    std::ifstream from(file);
    std::string line;
    for (int i = 0; i < number; ++i)
        if (!std::getline(from, line))
            return {};
    while (!line.empty() && line.back() == '\r')
        line.pop_back();
    const auto begin = line.find_first_not_of(" \t");
    return begin == std::string::npos ? std::string() : line.substr(begin);
}

/// The line as it stands, however long: code is broken anywhere.
std::string behind_bars(std::string_view line) {
    constexpr std::size_t width = 74;
    std::string out;
    for (; !line.empty(); line.remove_prefix(std::min(width, line.size())))
        out += "\n| " + std::string(line.substr(0, width));
    return out;
}

} // namespace

std::string exception_in_words() {
    if (!std::current_exception())
        return {};
    try {
        throw;
    } catch (const std::exception& e) {
        return name_of(typeid(e)) + in_quotes(e.what());
    } catch (const char* text) {
        return "const char*" + in_quotes(text);
    } catch (const std::string& text) {
        return "std::string" + in_quotes(text);
    } catch (int number) {
        return "int (" + std::to_string(number) + ")";
    } catch (...) {
        return unknown_type();
    }
}

std::string own_line(const grader::os::call_stack& calls) {
    const std::string all = grader::os::source_lines(calls);
    for (std::size_t at = 0; at < all.size();) {
        const auto end = std::min(all.find('\n', at), all.size());
        std::string place = all.substr(at, end - at);
        at = end + 1;
        place = place.substr(0, place.find(' ')); // behind it: "(discriminator 2)"
        if (is_in_between(place))
            continue;
        const auto colon = place.rfind(':');
        if (has(place, "/tests/lessons/") || has(place, "/tests/support/") ||
            colon == std::string::npos)
            return {};
        const std::string file = place.substr(0, colon);
        const int number = std::atoi(place.c_str() + colon + 1);
        if (number <= 0)
            return {};
        std::string shown = file;
        for (const auto* folder : {"/lessons/", "/solutions/", "/tests/"})
            if (const auto found = file.rfind(folder); found != std::string::npos)
                shown = file.substr(found + 1);
        return shown + ":" + std::to_string(number) + behind_bars(line_of(file, number));
    }
    return {};
}

} // namespace support
