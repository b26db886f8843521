// Hostile: looks a forbidden function up at run time
#include <dlfcn.h>

#include "every_function.hpp"

namespace {

void attack() {
    using ending = void (*)(int);
    if (void* found = ::dlsym(RTLD_DEFAULT, "_exit"))
        reinterpret_cast<ending>(found)(0);
}

} // namespace
