# Big-endian programs built on Linux for s390x and run under qemu: a byte order that is
# wrong shows there at once.
# Debian: apt-get install g++-s390x-linux-gnu qemu-user-static googletest
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR s390x)

set(first_byte_cross s390x-linux-gnu)
set(CMAKE_C_COMPILER ${first_byte_cross}-gcc)
set(CMAKE_CXX_COMPILER ${first_byte_cross}-g++)

set(CMAKE_FIND_ROOT_PATH /usr/${first_byte_cross})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)

# -L: where the dynamic loader is looked for, should a program not be linked statically.
set(CMAKE_CROSSCOMPILING_EMULATOR "qemu-s390x-static;-L;/usr/${first_byte_cross}"
  CACHE STRING "What runs an s390x program here")
