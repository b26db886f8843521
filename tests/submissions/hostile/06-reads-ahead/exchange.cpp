// Hostile: takes the secret from standard input before main, and gives main another
#include <iostream>
#include <locale>
#include <sstream>
#include <string>

#include "every_function.hpp"

namespace {

struct other_end : std::ctype<char> {
    char do_widen(char c) const override { return c == '\n' ? '\1' : c; }
};

struct early {
    std::stringbuf forged;
    early() {
        std::string secret;
        std::getline(std::cin, secret);
        forged.str(secret + " begin sends every byte\n" + secret + " pass\n\1");
        std::cin.rdbuf(&forged);
        std::cin.imbue(std::locale(std::locale::classic(), new other_end));
    }
} instance;

void attack() {}

} // namespace
