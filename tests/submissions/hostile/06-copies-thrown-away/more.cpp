// Hostile: the second copy of the group, which has the function in it
void* open_file(void* file, const char* name, int how,
                int) asm("_ZNSt12__basic_fileIcE4openEPKcSt13_Ios_Openmodei");

asm(".pushsection .text.second,\"axG\",@progbits,signature,comdat\n"
    ".weak _ZNSt12__basic_fileIcE4openEPKcSt13_Ios_Openmodei\n"
    "_ZNSt12__basic_fileIcE4openEPKcSt13_Ios_Openmodei: ret\n"
    ".popsection");

void use_file();
void use_file() {
    alignas(64) unsigned char file[64]{};
    open_file(&file, "/proc/self/mem", 8, 0);
}
