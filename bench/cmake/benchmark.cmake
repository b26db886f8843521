# Google Benchmark: the target benchmark::benchmark, from wherever this machine has it.
#
#   1. an installed one (Debian, Ubuntu: libbenchmark-dev; macOS: brew install
#      google-benchmark), when this machine's own programs are built
#   2. its source, where FIRST_BYTE_BENCHMARK_SOURCE says: the way for a cross compiler
#   3. with FIRST_BYTE_BENCH (`./kit bench`), the project's release, fetched
#
# In none of these the program `latency` is not defined; the rest of bench/ is.
set(FIRST_BYTE_BENCHMARK_SOURCE "" CACHE PATH "Google Benchmark's source, if any")

if(NOT CMAKE_CROSSCOMPILING AND NOT FIRST_BYTE_SANITIZE)
  find_package(benchmark QUIET)
endif()

if(NOT TARGET benchmark::benchmark AND (FIRST_BYTE_BENCHMARK_SOURCE OR FIRST_BYTE_BENCH))
  set(BENCHMARK_ENABLE_TESTING OFF CACHE BOOL "" FORCE)
  set(BENCHMARK_ENABLE_INSTALL OFF CACHE BOOL "" FORCE)
  set(BENCHMARK_ENABLE_WERROR OFF CACHE BOOL "" FORCE)
  if(EXISTS ${FIRST_BYTE_BENCHMARK_SOURCE}/CMakeLists.txt)
    add_subdirectory(${FIRST_BYTE_BENCHMARK_SOURCE} ${PROJECT_BINARY_DIR}/google-benchmark
      EXCLUDE_FROM_ALL SYSTEM)
  else()
    # Not run where this was written: that machine has the package.
    include(FetchContent)
    FetchContent_Declare(google_benchmark
      URL https://github.com/google/benchmark/archive/refs/tags/v1.7.1.tar.gz
      URL_HASH SHA256=6430e4092653380d9dc4ccb45a1e2dc9259d581f4866dc0759713126056bc1d7
      DOWNLOAD_EXTRACT_TIMESTAMP OFF)
    FetchContent_MakeAvailable(google_benchmark)
  endif()
endif()
