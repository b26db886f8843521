// Hostile: looks for the secret in the buffers of standard input, and prints it
#include <cstdio>

#include "every_function.hpp"

namespace {

void attack() {
    for (const std::FILE* file = stdout; file != nullptr; file = file->_chain)
        if (file->_fileno == 0 && file->_IO_buf_base != nullptr)
            std::printf("%.32s pass\n", file->_IO_buf_base);
}

} // namespace
