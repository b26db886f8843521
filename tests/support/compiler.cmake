# What every target is compiled with.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

add_library(first_byte_warnings INTERFACE)
if(MSVC)
  target_compile_options(first_byte_warnings INTERFACE /W4 /WX /permissive- /utf-8)
else()
  target_compile_options(first_byte_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
  # GCC 12 sees overlaps in std::string that are none, when it optimizes (its bug 105651).
  target_compile_options(first_byte_warnings INTERFACE
    $<$<AND:$<CXX_COMPILER_ID:GNU>,$<NOT:$<CONFIG:Debug>>>:-Wno-restrict>)
endif()

# A student's code is warned of the same, but a warning is no error there: it runs, and
# its tests tell more. An overflow of a local array must not go unnoticed.
add_library(first_byte_student_warnings INTERFACE)
if(MSVC)
  target_compile_options(first_byte_student_warnings INTERFACE /W4 /permissive- /utf-8)
else()
  target_compile_options(first_byte_student_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow)
  if(NOT WIN32)
    target_compile_options(first_byte_student_warnings INTERFACE -fstack-protector-strong)
  endif()
  target_compile_definitions(first_byte_student_warnings INTERFACE _GLIBCXX_ASSERTIONS)
endif()

set(FIRST_BYTE_SANITIZE "" CACHE STRING "Sanitizers, such as address,undefined or thread")
if(FIRST_BYTE_SANITIZE)
  add_compile_options(-fsanitize=${FIRST_BYTE_SANITIZE} -fno-sanitize-recover=all
    -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${FIRST_BYTE_SANITIZE})
  add_compile_definitions(FIRST_BYTE_SANITIZED)
endif()

if(MINGW OR CMAKE_SYSTEM_PROCESSOR STREQUAL "s390x")
  add_link_options(-static)
endif()

# What is measured is linked as a program is that shall be fast: a call into the platform
# layer then costs no more than the system's own.
set(first_byte_link_time "")
if(FIRST_BYTE_BENCH AND NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
  include(CheckIPOSupported)
  check_ipo_supported(RESULT first_byte_ipo OUTPUT first_byte_ipo_refusal LANGUAGES CXX)
  if(first_byte_ipo)
    set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ON)
    set(first_byte_link_time ", link-time optimization")
    # GCC 12 sees copies of half the address space in std::string then, which are none.
    add_link_options($<$<CXX_COMPILER_ID:GNU>:-Wno-stringop-overflow>)
  endif()
endif()
