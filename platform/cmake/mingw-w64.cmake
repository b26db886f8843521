# Windows programs built on Linux with MinGW-w64 and run under Wine.
# Debian: apt-get install g++-mingw-w64-x86-64-posix wine wine64 googletest
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR AMD64)
set(CMAKE_SYSTEM_VERSION 10.0)

set(first_byte_cross x86_64-w64-mingw32)
# The "posix" compilers have std::thread; the "win32" ones of GCC 12 have not.
set(CMAKE_C_COMPILER ${first_byte_cross}-gcc-posix)
set(CMAKE_CXX_COMPILER ${first_byte_cross}-g++-posix)
set(CMAKE_RC_COMPILER ${first_byte_cross}-windres)

set(CMAKE_FIND_ROOT_PATH /usr/${first_byte_cross})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)

# CTest and try_run start every .exe through it. CMAKE_BINARY_DIR is that of a
# try_compile project when one is configured, which must not get a Wine folder of its own.
if(DEFINED ENV{FIRST_BYTE_WINE_FOLDER})
  set(first_byte_wine_folder $ENV{FIRST_BYTE_WINE_FOLDER})
else()
  set(first_byte_wine_folder ${CMAKE_BINARY_DIR}/wine)
  set(ENV{FIRST_BYTE_WINE_FOLDER} ${first_byte_wine_folder})
endif()
set(CMAKE_CROSSCOMPILING_EMULATOR
  "${CMAKE_CURRENT_LIST_DIR}/wine.sh;${first_byte_wine_folder}"
  CACHE STRING "What runs a Windows program here")
