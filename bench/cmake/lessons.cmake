# The lessons' code as it is measured: bench_lessons is what the program `latency` links.
#
#   reference      clients/lesson.cpp on solutions/; servers lesson-server, lesson-stream
#   own            clients/lesson.cpp on the student's lessons/, with FIRST_BYTE_BENCH_OWN;
#                  servers own-server, own-stream
#
# The student's namespace tcp is compiled under the name own_tcp for the client, so that
# one program has both. Servers are processes and need no such thing.
option(FIRST_BYTE_BENCH_OWN "Measure the student's own lessons, too" OFF)
add_library(bench_lessons INTERFACE)
set(last_lesson 08-echo)

set(contracts)
get_property(all_lessons GLOBAL PROPERTY FIRST_BYTE_LESSONS)
foreach(lesson ${all_lessons})
  list(APPEND contracts ${PROJECT_SOURCE_DIR}/lessons/${lesson})
endforeach()

# The sources of the functions that a lesson of whole programs stands on, below `folder`.
function(first_byte_bench_sources out folder)
  get_property(lessons GLOBAL PROPERTY FIRST_BYTE_LESSONS)
  set(all)
  foreach(lesson ${lessons})
    get_property(whole GLOBAL PROPERTY FIRST_BYTE_PROGRAMS_${lesson})
    if(NOT whole)
      file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/${lesson}/*.cpp)
      list(FILTER sources EXCLUDE REGEX "/([.][^/]*|main[.]cpp)$")
      list(APPEND all ${sources})
    endif()
  endforeach()
  set(${out} ${all} PARENT_SCOPE)
endfunction()

# first_byte_bench_lessons(KIND FOLDER WARNINGS...): a client for the program, two servers.
function(first_byte_bench_lessons kind folder warnings)
  first_byte_bench_sources(sources ${folder})
  add_library(bench-${kind}-client OBJECT EXCLUDE_FROM_ALL clients/lesson.cpp ${sources})
  target_include_directories(bench-${kind}-client PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}
    ${contracts} ${PROJECT_SOURCE_DIR}/tests/grader)
  target_compile_definitions(bench-${kind}-client PRIVATE FIRST_BYTE_CLIENT=${kind}_client)
  if(NOT kind STREQUAL reference)
    target_compile_definitions(bench-${kind}-client PRIVATE tcp=${kind}_tcp)
  endif()
  target_link_libraries(bench-${kind}-client PRIVATE first_byte_platform ${warnings})
  target_sources(bench_lessons INTERFACE $<TARGET_OBJECTS:bench-${kind}-client>)

  set(first_byte_bench_warnings ${warnings})
  set(name ${kind})
  if(kind STREQUAL reference)
    set(name lesson)
  endif()
  first_byte_bench_server(${name}-server
    ${PROJECT_SOURCE_DIR}/${folder}/${last_lesson}/server.cpp ${sources})
  first_byte_bench_server(${name}-stream servers/lesson_stream.cpp ${sources})
  foreach(program server stream)
    target_include_directories(bench-server-${name}-${program} BEFORE PRIVATE ${contracts})
    target_link_libraries(bench-server-${name}-${program} PRIVATE first_byte_direct)
  endforeach()
endfunction()

foreach(kind reference own)
  if(kind STREQUAL reference AND FIRST_BYTE_SOLUTIONS)
    first_byte_bench_lessons(reference solutions first_byte_warnings)
  elseif(kind STREQUAL own AND FIRST_BYTE_BENCH_OWN)
    first_byte_bench_lessons(own lessons first_byte_student_warnings)
  else()
    set(FIRST_BYTE_CLIENT ${kind}_client)
    configure_file(clients/no_lesson.cpp.in ${CMAKE_CURRENT_BINARY_DIR}/no_${kind}.cpp @ONLY)
    target_sources(bench_lessons INTERFACE ${CMAKE_CURRENT_BINARY_DIR}/no_${kind}.cpp)
  endif()
endforeach()
