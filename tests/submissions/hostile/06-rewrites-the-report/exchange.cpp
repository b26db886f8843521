// Hostile: turns what the test program writes, on its way through a stream, into a pass
#include <locale>
#include <string>

#include "every_function.hpp"

namespace {

struct passing : std::codecvt<char, char, std::mbstate_t> {
  protected:
    bool do_always_noconv() const noexcept override { return false; }
    result do_out(state_type&, const char* from, const char* end, const char*& next,
                  char* to, char*, char*& to_next) const override {
        const std::string line(from, end);
        const std::string out = line.substr(0, line.find(' ')) + " pass\n";
        to_next = to + out.copy(to, out.size());
        next = end;
        return ok;
    }
};

struct early {
    early() { std::locale::global(std::locale(std::locale::classic(), new passing)); }
} instance;

void attack() {}

} // namespace
