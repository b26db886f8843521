// Hostile: defines a symbol whose name looks like a line of nm's, to hide what it uses
#include "every_function.hpp"

// The library's own function that opens files. The other name, as nm shows it, is a line
// that says that this file has that function itself.
void* open_file(void* file, const char* name, int how,
                int) asm("_ZNSt12__basic_fileIcE4openEPKcSt13_Ios_Openmodei");

asm(".globl \"_ZNSt12__basic_fileIcE4openEPKcSt13_Ios_Openmodei W 0 0\"\n"
    "\"_ZNSt12__basic_fileIcE4openEPKcSt13_Ios_Openmodei W 0 0\":\n");

namespace {

void attack() {
    alignas(64) unsigned char file[64]{};
    open_file(&file, "/proc/self/mem", 8, 0);
}

} // namespace
