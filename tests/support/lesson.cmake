# add_lesson(NN-name [PROGRAMS a b]): everything that one lesson builds.
#
# An "answer" is somebody's code for a lesson: the student's, the reference, a submission
# of the corpus. Each gets a folder bin/KIND/NAME with the programs made of it:
#   contract           the lesson's contract tests, on the scripted seam
#   main, or PROGRAMS  the lesson's own program, on the direct seam
# tests/lessons/NN-name.program.cpp judges those programs from outside; it is built once,
# as bin/tests/program-NN, and told by FIRST_BYTE_PROGRAMS which folder to look at.

include(GoogleTest)
define_property(GLOBAL PROPERTY FIRST_BYTE_LESSONS)
set(first_byte_bin ${PROJECT_BINARY_DIR}/bin)

# The sources of an answer: all *.cpp of a folder, without the given main.cpp and without
# what becomes a program of its own.
function(first_byte_sources out folder programs)
  file(GLOB found CONFIGURE_DEPENDS ${folder}/*.cpp)
  foreach(given main ${programs})
    list(REMOVE_ITEM found ${folder}/${given}.cpp)
  endforeach()
  set(${out} ${found} PARENT_SCOPE)
endfunction()

function(first_byte_objects target lesson warnings)
  add_library(${target} OBJECT EXCLUDE_FROM_ALL ${ARGN})
  target_include_directories(${target} BEFORE PRIVATE ${PROJECT_SOURCE_DIR}/lessons/${lesson})
  target_link_libraries(${target} PRIVATE first_byte_platform ${warnings})
endfunction()

# first_byte_answer(KIND NAME LESSON FOLDER WARNINGS EARLIER [FALLBACK]): targets and
# bin/KIND/NAME. EARLIER is "reference" or "student": whose earlier lessons it stands on.
# A program that FOLDER lacks comes from FALLBACK.
function(first_byte_answer kind name lesson folder warnings earlier)
  set(fallback ${ARGV6})
  set(target ${kind}-${name})
  set(bin ${first_byte_bin}/${kind}/${name})
  get_property(programs GLOBAL PROPERTY FIRST_BYTE_PROGRAMS_${lesson})
  get_property(before GLOBAL PROPERTY FIRST_BYTE_BEFORE_${lesson})
  set(objects)
  foreach(other ${before})
    list(APPEND objects $<TARGET_OBJECTS:${earlier}-${other}-objects>)
  endforeach()

  first_byte_sources(sources ${folder} "${programs}")
  if(sources)
    first_byte_objects(${target}-objects ${lesson} ${warnings} ${sources})
    list(PREPEND objects $<TARGET_OBJECTS:${target}-objects>)
  endif()
  add_custom_target(${target})

  if(programs)
    set(mains ${programs})
  else()
    set(mains main)
    add_executable(${target}-contract EXCLUDE_FROM_ALL ${objects}
      $<TARGET_OBJECTS:contract-tests-${lesson}>)
    target_link_libraries(${target}-contract PRIVATE lesson_support first_byte_scripted)
    set_target_properties(${target}-contract PROPERTIES
      OUTPUT_NAME contract RUNTIME_OUTPUT_DIRECTORY ${bin})
    add_dependencies(${target} ${target}-contract)
  endif()
  foreach(main ${mains})
    set(source ${PROJECT_SOURCE_DIR}/lessons/${lesson}/main.cpp)
    if(programs)
      set(source ${folder}/${main}.cpp)
      if(NOT EXISTS ${source})
        set(source ${fallback}/${main}.cpp)
      endif()
    endif()
    add_executable(${target}-${main} EXCLUDE_FROM_ALL ${source} ${objects})
    target_include_directories(${target}-${main} BEFORE PRIVATE
      ${PROJECT_SOURCE_DIR}/lessons/${lesson})
    target_link_libraries(${target}-${main} PRIVATE first_byte_direct ${warnings})
    set_target_properties(${target}-${main} PROPERTIES
      OUTPUT_NAME ${main} RUNTIME_OUTPUT_DIRECTORY ${bin})
    add_dependencies(${target} ${target}-${main})
  endforeach()
  add_dependencies(${target} program-tests-${lesson})
endfunction()

# CTest entries for an answer, test by test. What must appear in the output is our own
# closing line: a program that ends early with status 0 has passed nothing.
function(first_byte_test_answer kind name lesson labels)
  set(common
    DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
    PROPERTIES LABELS "${labels}" TIMEOUT 120
      PASS_REGULAR_EXPRESSION "first byte: 1 passed, 0 failed"
      SKIP_REGULAR_EXPRESSION "first byte: 0 passed, 0 failed, 1 skipped")
  if(TARGET ${kind}-${name}-contract)
    gtest_discover_tests(${kind}-${name}-contract
      TEST_PREFIX "${lesson}." TEST_SUFFIX "" ${common})
  endif()
  # One executable serves several answers, so its tests are added by hand.
  gtest_discover_tests(program-tests-${lesson}
    TEST_PREFIX "${lesson}." TEST_LIST ${kind}-${name}-programs ${common}
      ENVIRONMENT "FIRST_BYTE_PROGRAMS=${first_byte_bin}/${kind}/${name}")
endfunction()

function(add_lesson lesson)
  cmake_parse_arguments(ARG "" "" "PROGRAMS" ${ARGN})
  string(SUBSTRING ${lesson} 0 2 number)
  get_property(before GLOBAL PROPERTY FIRST_BYTE_LESSONS)
  set_property(GLOBAL PROPERTY FIRST_BYTE_BEFORE_${number} "")
  set(numbers)
  foreach(other ${before})
    string(SUBSTRING ${other} 0 2 n)
    list(APPEND numbers ${n})
  endforeach()
  set_property(GLOBAL PROPERTY FIRST_BYTE_BEFORE_${lesson} "${numbers}")
  set_property(GLOBAL PROPERTY FIRST_BYTE_PROGRAMS_${lesson} "${ARG_PROGRAMS}")
  set_property(GLOBAL APPEND PROPERTY FIRST_BYTE_LESSONS ${lesson})

  # The tests know the pristine contract headers and nothing of anybody's answer.
  set(tests ${PROJECT_SOURCE_DIR}/tests/lessons/${lesson})
  if(EXISTS ${tests}.contract.cpp)
    first_byte_objects(contract-tests-${lesson} ${lesson} first_byte_warnings
      ${tests}.contract.cpp)
    target_link_libraries(contract-tests-${lesson} PRIVATE lesson_support first_byte_scripted)
  endif()
  add_executable(program-tests-${lesson} EXCLUDE_FROM_ALL ${tests}.program.cpp)
  target_link_libraries(program-tests-${lesson} PRIVATE
    program_support first_byte_scripted first_byte_warnings)
  set_target_properties(program-tests-${lesson} PROPERTIES
    OUTPUT_NAME program-${number} RUNTIME_OUTPUT_DIRECTORY ${first_byte_bin}/tests)

  set(solution ${PROJECT_SOURCE_DIR}/solutions/${lesson})
  set(mine ${PROJECT_SOURCE_DIR}/lessons/${lesson})
  first_byte_answer(reference ${number} ${lesson} ${solution} first_byte_warnings reference)
  if(FIRST_BYTE_STUDENT)
    first_byte_answer(student ${number} ${lesson} ${mine} first_byte_student_warnings reference)
    first_byte_answer(own ${number} ${lesson} ${mine} first_byte_student_warnings student)
    if(NOT ARG_PROGRAMS)
      set_target_properties(student-${number}-contract student-${number}-main
        PROPERTIES EXCLUDE_FROM_ALL OFF)
    endif()
    first_byte_test_answer(student ${number} ${lesson} "lesson-${number}")
  else()
    first_byte_answer(starter ${number} ${lesson} ${mine} first_byte_warnings reference)
    first_byte_test_answer(reference ${number} ${lesson} "lesson-${number};reference")
  endif()
endfunction()
