# add_lesson(NN-name [PROGRAMS a b]): everything that one lesson builds.
#
# An "answer" is somebody's code for a lesson: the student's, the reference, a submission
# of the corpus. Each gets a target KIND-NAME and a folder bin/KIND/NAME with the
# programs made of it:
#   contract           the lesson's contract tests, on the scripted seam
#   main, or PROGRAMS  the lesson's own program, on the direct seam
# tests/lessons/NN-name.program.cpp judges those programs from outside; it is built once,
# as bin/tests/program-NN, and told by FIRST_BYTE_PROGRAMS which folder to look at.
#
# In the build folder of a student (FIRST_BYTE_STUDENT) the answers are student-NN (on
# the reference of the earlier lessons) and own-NN (on the student's own earlier ones);
# in the other one they are reference-NN, which all tests judge, and starter-NN.

include(GoogleTest)
if(EXISTS ${PROJECT_SOURCE_DIR}/solutions)
  set(FIRST_BYTE_SOLUTIONS ON)
else()
  set(FIRST_BYTE_SOLUTIONS OFF)
  if(NOT FIRST_BYTE_STUDENT)
    message(FATAL_ERROR "This copy of First Byte was handed out without solutions and "
      "without its own tests. Use the preset student: cmake --workflow --preset student")
  endif()
endif()
set(first_byte_bin ${PROJECT_BINARY_DIR}/bin)
define_property(GLOBAL PROPERTY FIRST_BYTE_LESSONS
  BRIEF_DOCS "Lessons in their order, such as 06-exchange")

# The number of a lesson: 06-exchange -> 06.
function(first_byte_number out lesson)
  string(SUBSTRING ${lesson} 0 2 number)
  set(${out} ${number} PARENT_SCOPE)
endfunction()

# An object library that sees the lesson's contract header.
function(first_byte_objects target lesson warnings)
  add_library(${target} OBJECT EXCLUDE_FROM_ALL ${ARGN})
  target_include_directories(${target} BEFORE PRIVATE ${PROJECT_SOURCE_DIR}/lessons/${lesson})
  target_link_libraries(${target} PRIVATE first_byte_platform ${warnings})
endfunction()

# A program of an answer, in the answer's folder.
function(first_byte_program target lesson folder name warnings)
  add_executable(${target}-${name} EXCLUDE_FROM_ALL ${ARGN})
  target_include_directories(${target}-${name} BEFORE PRIVATE
    ${PROJECT_SOURCE_DIR}/lessons/${lesson})
  target_link_libraries(${target}-${name} PRIVATE ${warnings})
  set_target_properties(${target}-${name} PROPERTIES
    OUTPUT_NAME ${name} RUNTIME_OUTPUT_DIRECTORY ${folder})
  add_dependencies(${target} ${target}-${name})
endfunction()

# first_byte_answer(KIND NAME LESSON
#   SOURCES folder             the answer's *.cpp
#   [FALLBACK folder]          where a PROGRAM comes from that SOURCES lacks
#   EARLIER reference|student  whose earlier lessons it stands on
#   WARNINGS target
#   [CONTRACT_ONLY]            where there are contract tests, they are all that judges)
function(first_byte_answer kind name lesson)
  cmake_parse_arguments(ARG "CONTRACT_ONLY" "SOURCES;FALLBACK;EARLIER;WARNINGS" "" ${ARGN})
  set(target ${kind}-${name})
  set(bin ${first_byte_bin}/${kind}/${name})
  get_property(programs GLOBAL PROPERTY FIRST_BYTE_PROGRAMS_${lesson})
  get_property(earlier GLOBAL PROPERTY FIRST_BYTE_BEFORE_${lesson})

  # main.cpp is given, and what becomes a program of its own is no part of the others.
  # A name that begins with a dot is an editor's (Emacs) or the system's (macOS). kit grade
  # compiles the same files: tests/grader/lesson_files.hpp.
  file(GLOB sources CONFIGURE_DEPENDS ${ARG_SOURCES}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/[.][^/]*$")
  foreach(given main ${programs})
    list(REMOVE_ITEM sources ${ARG_SOURCES}/${given}.cpp)
  endforeach()
  set(objects)
  if(sources)
    first_byte_objects(${target}-objects ${lesson} ${ARG_WARNINGS} ${sources})
    list(APPEND objects $<TARGET_OBJECTS:${target}-objects>)
  endif()
  foreach(other ${earlier})
    list(APPEND objects $<TARGET_OBJECTS:${ARG_EARLIER}-${other}-objects>)
  endforeach()

  add_custom_target(${target})
  if(programs)
    foreach(program ${programs})
      set(source ${ARG_SOURCES}/${program}.cpp)
      if(NOT EXISTS ${source})
        set(source ${ARG_FALLBACK}/${program}.cpp)
      endif()
      first_byte_program(${target} ${lesson} ${bin} ${program} ${ARG_WARNINGS}
        ${source} ${objects})
      target_link_libraries(${target}-${program} PRIVATE first_byte_direct)
    endforeach()
  else()
    first_byte_program(${target} ${lesson} ${bin} contract ${ARG_WARNINGS}
      ${objects} $<TARGET_OBJECTS:contract-tests-${lesson}>)
    target_link_libraries(${target}-contract PRIVATE lesson_support)
    if(NOT ARG_CONTRACT_ONLY)
      first_byte_program(${target} ${lesson} ${bin} main ${ARG_WARNINGS}
        $<TARGET_OBJECTS:main-${lesson}> ${objects})
      target_link_libraries(${target}-main PRIVATE first_byte_direct)
    endif()
  endif()
  add_dependencies(${target} program-tests-${lesson})
  if(FIRST_BYTE_STUDENT)
    first_byte_objects_list(${target} "${programs}")
  endif()
endfunction()

# objects/KIND-NN.txt: where the objects of an answer are, and the tools that look at them,
# for kit check, which judges what they name as kit grade does.
function(first_byte_objects_list target programs)
  set(list "system|${CMAKE_SYSTEM_NAME}\nnm|${CMAKE_NM}\nreadelf|${CMAKE_READELF}\n")
  list(TRANSFORM programs PREPEND ${target}- OUTPUT_VARIABLE parts)
  foreach(part ${target}-objects ${parts}) # of a program, the one object that is its own
    if(TARGET ${part})
      string(APPEND list "object|$<JOIN:$<TARGET_OBJECTS:${part}>,\nobject|>\n")
    endif()
  endforeach()
  file(GENERATE OUTPUT ${PROJECT_BINARY_DIR}/objects/${target}.txt CONTENT "${list}")
endfunction()

# CTest entries for an answer, test by test. A test has passed when our own closing line
# says so: a program that ends early with status 0 has passed nothing.
function(first_byte_test_answer kind number lesson)
  set(properties
    LABELS lesson-${number} TIMEOUT 120
    PASS_REGULAR_EXPRESSION "first byte: 1 passed, 0 failed"
    SKIP_REGULAR_EXPRESSION "first byte: 0 passed, 0 failed, 1 skipped"
    FAIL_REGULAR_EXPRESSION "(Address|Leak|Thread|UndefinedBehavior)Sanitizer|runtime error: ")
  if(TARGET ${kind}-${number}-contract)
    gtest_discover_tests(${kind}-${number}-contract TEST_PREFIX "lesson-${number}."
      DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60 PROPERTIES ${properties})
  endif()
  gtest_discover_tests(program-tests-${lesson} TEST_PREFIX "lesson-${number}."
    DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
    PROPERTIES ${properties} ENVIRONMENT "FIRST_BYTE_PROGRAMS=${first_byte_bin}/${kind}/${number}")
endfunction()

# What judges: it knows the contract headers and nothing of anybody's answer.
function(first_byte_lesson_tests lesson number programs)
  set(tests ${PROJECT_SOURCE_DIR}/tests/lessons/${lesson})
  if(NOT programs)
    file(GLOB sources CONFIGURE_DEPENDS ${tests}.contract*.cpp)
    first_byte_objects(contract-tests-${lesson} ${lesson} first_byte_warnings ${sources})
    target_link_libraries(contract-tests-${lesson} PRIVATE lesson_support)
    target_precompile_headers(contract-tests-${lesson} REUSE_FROM lesson_support)
    first_byte_objects(main-${lesson} ${lesson} first_byte_warnings
      ${PROJECT_SOURCE_DIR}/lessons/${lesson}/main.cpp)
  endif()
  file(GLOB sources CONFIGURE_DEPENDS ${tests}.program*.cpp)
  add_executable(program-tests-${lesson} EXCLUDE_FROM_ALL ${sources})
  target_link_libraries(program-tests-${lesson} PRIVATE program_support first_byte_warnings)
  target_precompile_headers(program-tests-${lesson} REUSE_FROM lesson_support)
  set_target_properties(program-tests-${lesson} PROPERTIES
    OUTPUT_NAME program-${number} RUNTIME_OUTPUT_DIRECTORY ${first_byte_bin}/tests)
endfunction()

function(add_lesson lesson)
  cmake_parse_arguments(ARG "" "" "PROGRAMS" ${ARGN})
  first_byte_number(number ${lesson})
  get_property(lessons GLOBAL PROPERTY FIRST_BYTE_LESSONS)
  set(earlier)
  foreach(other ${lessons})
    get_property(whole GLOBAL PROPERTY FIRST_BYTE_PROGRAMS_${other})
    if(NOT whole) # a lesson of whole programs leaves nothing to link
      first_byte_number(n ${other})
      list(APPEND earlier ${n})
    endif()
  endforeach()
  set_property(GLOBAL PROPERTY FIRST_BYTE_BEFORE_${lesson} ${earlier})
  set_property(GLOBAL PROPERTY FIRST_BYTE_PROGRAMS_${lesson} ${ARG_PROGRAMS})
  set_property(GLOBAL APPEND PROPERTY FIRST_BYTE_LESSONS ${lesson})

  first_byte_lesson_tests(${lesson} ${number} "${ARG_PROGRAMS}")
  set(mine ${PROJECT_SOURCE_DIR}/lessons/${lesson})
  set(below student) # a handout has no reference: lessons stand on the student's own
  if(FIRST_BYTE_SOLUTIONS)
    set(below reference)
    first_byte_answer(reference ${number} ${lesson}
      SOURCES ${PROJECT_SOURCE_DIR}/solutions/${lesson}
      EARLIER reference WARNINGS first_byte_warnings)
  endif()
  if(FIRST_BYTE_STUDENT)
    first_byte_answer(student ${number} ${lesson} SOURCES ${mine}
      EARLIER ${below} WARNINGS first_byte_student_warnings)
    first_byte_answer(own ${number} ${lesson} SOURCES ${mine}
      EARLIER student WARNINGS first_byte_student_warnings)
    first_byte_test_answer(student ${number} ${lesson})
    set_target_properties(student-${number} PROPERTIES EXCLUDE_FROM_ALL OFF)
  else()
    first_byte_answer(starter ${number} ${lesson} SOURCES ${mine}
      EARLIER reference WARNINGS first_byte_warnings)
    first_byte_test_answer(reference ${number} ${lesson})
    set_target_properties(reference-${number} PROPERTIES EXCLUDE_FROM_ALL OFF)
    if(FIRST_BYTE_KIT) # which judges them
      set_target_properties(starter-${number} PROPERTIES EXCLUDE_FROM_ALL OFF)
    endif()
  endif()
endfunction()
