# What `kit grade` needs to know of this build: it compiles and links a submission itself,
# with the build's own compiler, flags and objects, for a build tool would have to be asked
# anew for each of hundreds. The target `grading` builds what is linked with a submission,
# and grading/plan.txt says where that is. A line is: a key, "|", a value.

function(first_byte_grading_plan)
  set(plan "compiler|${CMAKE_CXX_COMPILER}\n")
  set(flags ${CMAKE_CXX20_STANDARD_COMPILE_OPTION} ${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_DEBUG})
  separate_arguments(flags)
  if(NOT MSVC) # which line uses a name, and no more
    list(TRANSFORM flags REPLACE "^-g$" "-g1")
  endif()
  set(of_students first_byte_student_warnings)
  string(APPEND plan
    "compile|$<JOIN:${flags},\ncompile|>\n"
    "compile|$<JOIN:$<TARGET_PROPERTY:${of_students},INTERFACE_COMPILE_OPTIONS>,\ncompile|>\n"
    "compile|-D$<JOIN:$<TARGET_PROPERTY:${of_students},INTERFACE_COMPILE_DEFINITIONS>,\ncompile|-D>\n"
    "include|$<JOIN:$<TARGET_PROPERTY:first_byte_platform,INTERFACE_INCLUDE_DIRECTORIES>,\ninclude|>\n")
  find_program(FIRST_BYTE_GOLD ld.gold)
  if(FIRST_BYTE_GOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND NOT CMAKE_CROSSCOMPILING)
    string(APPEND plan "link|-fuse-ld=gold\nlink|-Wl,--rosegment\n") # constants are no code
  endif()
  if(NOT MSVC) # equal sources, equal programs: no date decides about a mark
    string(APPEND plan "compile|-Wno-builtin-macro-redefined\n"
      "compile|-D__DATE__=\"Jan  1 2000\"\ncompile|-D__TIME__=\"00:00:00\"\n"
      "compile|-D__TIMESTAMP__=\"Sat Jan  1 00:00:00 2000\"\n")
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND NOT WIN32 AND NOT APPLE)
    # Unique symbols cannot be made local.
    string(APPEND plan "compile|-fno-gnu-unique\n")
  endif()
  if(CMAKE_SYSTEM_NAME STREQUAL "Linux") # whatever an object asks for
    string(APPEND plan "link|-Wl,-z,noexecstack\n")
  endif()
  if(CMAKE_SYSTEM_NAME STREQUAL "Linux" AND CMAKE_OBJCOPY AND CMAKE_READELF)
    string(APPEND plan
      "linker|${CMAKE_LINKER}\nobjcopy|${CMAKE_OBJCOPY}\nreadelf|${CMAKE_READELF}\n")
    if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|aarch64)$")
      # Fails where code names the table itself, which no compiler asks for there: it
      # leads to the names of every library.
      string(APPEND plan "objcopy flag|--strip-symbol=_GLOBAL_OFFSET_TABLE_\n")
    endif()
  endif()
  if(CMAKE_SYSTEM_NAME STREQUAL "Linux") # in the place of syscall()
    string(APPEND plan "test library|$<TARGET_FILE:grader_futex>\n"
      "program library|$<TARGET_FILE:grader_futex>\n")
    set(futex grader_futex)
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU") # no compiler runs at the link
    string(APPEND plan "link|-fno-lto\nlink|-fno-use-linker-plugin\n")
  endif()
  if(MINGW)
    string(APPEND plan "link|-static\nsystem|-lws2_32\n")
  endif()
  string(APPEND plan "link|-s\n")
  foreach(library lesson_support program_support first_byte_scripted grader_os
      first_byte_platform)
    string(APPEND plan "test library|$<TARGET_FILE:${library}>\n")
  endforeach()
  string(APPEND plan
    "test library|$<TARGET_FILE:GTest::gtest>\n"
    "program library|$<TARGET_FILE:first_byte_direct>\n"
    "program library|$<TARGET_FILE:first_byte_platform>\n")
  add_custom_target(grading DEPENDS program_support first_byte_direct ${futex})
  get_property(lessons GLOBAL PROPERTY FIRST_BYTE_LESSONS)
  foreach(lesson ${lessons})
    first_byte_number(number ${lesson})
    string(APPEND plan "${number} judge|$<TARGET_FILE:program-tests-${lesson}>\n")
    add_dependencies(grading program-tests-${lesson})
    foreach(part contract-tests-${lesson} main-${lesson} reference-${number}-objects)
      if(TARGET ${part})
        add_dependencies(grading ${part})
        string(REGEX REPLACE "-.*" "" key ${part})
        string(APPEND plan
          "${number} ${key}|$<JOIN:$<TARGET_OBJECTS:${part}>,\n${number} ${key}|>\n")
      endif()
    endforeach()
    if(TARGET reference-${number}-contract)
      add_dependencies(grading reference-${number}-contract)
      string(APPEND plan "${number} list|$<TARGET_FILE:reference-${number}-contract>\n")
    endif()
  endforeach()
  file(GENERATE OUTPUT ${PROJECT_BINARY_DIR}/grading/plan.txt CONTENT "${plan}")
endfunction()
first_byte_grading_plan()
