// Hostile: behind the arguments and the environment that an initialiser gets lie the
// words for the loader, and they lead to the names of all functions
#include <cstdio>
#include <cstring>

#include "every_function.hpp"

#include <elf.h>
#include <link.h>

namespace {

int found = 0;

[[gnu::constructor]] void first(int argc, char** argv, char**) {
    char** environment = argv + argc + 1;
    while (*environment != nullptr)
        ++environment;
    const ElfW(Phdr)* headers = nullptr;
    long count = 0;
    for (auto* word = reinterpret_cast<const ElfW(auxv_t)*>(environment + 1);
         word->a_type != AT_NULL; ++word) {
        if (word->a_type == AT_PHDR)
            headers = reinterpret_cast<const ElfW(Phdr)*>(word->a_un.a_val);
        if (word->a_type == AT_PHNUM)
            count = static_cast<long>(word->a_un.a_val);
    }
    for (long i = 0; headers != nullptr && i < count; ++i)
        found += headers[i].p_type == PT_DYNAMIC;
}

void attack() {
    std::printf("%s\n", found > 0 ? "found them" : "no words for the loader");
}

} // namespace
