# GoogleTest: the target GTest::gtest, from wherever this machine has it.
#
#   1. an installed one, when this machine's own programs are built
#   2. the source that Debian and Ubuntu put there (package googletest): the way for a
#      cross compiler, and for a sanitizer that wants everything compiled alike
#   3. the project's release, fetched; the hash is that of the file we know
set(first_byte_gtest_source /usr/src/googletest CACHE PATH "GoogleTest's source, if any")

if(NOT CMAKE_CROSSCOMPILING AND NOT FIRST_BYTE_SANITIZE MATCHES "memory")
  find_package(GTest QUIET)
endif()

if(NOT TARGET GTest::gtest)
  set(BUILD_GMOCK OFF CACHE BOOL "" FORCE)
  set(INSTALL_GTEST OFF CACHE BOOL "" FORCE)
  set(gtest_force_shared_crt ON CACHE BOOL "" FORCE) # MSVC: the same runtime as ours
  if(EXISTS ${first_byte_gtest_source}/CMakeLists.txt)
    add_subdirectory(${first_byte_gtest_source} ${PROJECT_BINARY_DIR}/googletest
      EXCLUDE_FROM_ALL SYSTEM)
  else()
    # Not run where this was written: that machine has the package.
    include(FetchContent)
    FetchContent_Declare(googletest
      URL https://github.com/google/googletest/archive/refs/tags/v1.14.0.tar.gz
      URL_HASH SHA256=8ad598c73ad796e0d8280b082cebd82a630d73e73cd3c70057938a6501bba5d7
      DOWNLOAD_EXTRACT_TIMESTAMP OFF)
    FetchContent_MakeAvailable(googletest)
  endif()
  if(NOT TARGET GTest::gtest)
    add_library(GTest::gtest ALIAS gtest)
  endif()
  if(NOT TARGET GTest::gtest_main)
    add_library(GTest::gtest_main ALIAS gtest_main)
  endif()
endif()
