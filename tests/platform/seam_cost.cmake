# What the direct seam costs, in instructions for each call, counted by callgrind. Always
# with -O2, whatever the build type: the layer's files are compiled a second time for it.
# (Not under a sanitizer or an emulator, where instructions mean something else; callgrind
# knows no Windows.)
if(WIN32 OR CMAKE_CROSSCOMPILING OR FIRST_BYTE_SANITIZE OR APPLE)
  return()
endif()

file(GLOB layer_sources CONFIGURE_DEPENDS
  ${root}platform/posix/*.cpp ${root}platform/src/*.cpp
  ${root}platform/on_seam/*.cpp ${root}platform/seam/direct.cpp)
add_executable(seam-cost seam_cost.cpp ${layer_sources})
target_include_directories(seam-cost PRIVATE
  ${root}platform/include ${root}platform/posix)
target_compile_options(seam-cost PRIVATE -O2 -DNDEBUG -g0)
target_link_options(seam-cost PRIVATE
  LINKER:--wrap=malloc LINKER:--wrap=pthread_mutex_lock)
target_link_libraries(seam-cost PRIVATE Threads::Threads first_byte_warnings)

add_test(NAME platform.seam_cost.no_allocation_and_no_lock
  COMMAND seam-cost allocations 1000)
add_test(NAME platform.seam_cost.instructions
  COMMAND ${CMAKE_COMMAND} -D PROGRAM=$<TARGET_FILE:seam-cost>
    -D FOLDER=${CMAKE_CURRENT_BINARY_DIR} -D LIMIT=30
    -P ${CMAKE_CURRENT_SOURCE_DIR}/count_instructions.cmake)
set_tests_properties(platform.seam_cost.no_allocation_and_no_lock
  platform.seam_cost.instructions PROPERTIES LABELS platform TIMEOUT 120
  SKIP_REGULAR_EXPRESSION "skipped: ")
