# cmake -D PROGRAM=seam-cost -D FOLDER=for-files -D LIMIT=30 -P count_instructions.cmake
#
# Runs each loop twice, 1000 rounds and 3000, and divides the difference: what the start of
# the program costs falls out.
find_program(VALGRIND valgrind)
if(NOT VALGRIND)
  message("skipped: there is no valgrind here")
  return()
endif()

function(instructions out loop rounds)
  execute_process(
    COMMAND ${VALGRIND} --tool=callgrind
      --callgrind-out-file=${FOLDER}/callgrind.${loop} ${PROGRAM} ${loop} ${rounds}
    RESULT_VARIABLE status OUTPUT_VARIABLE text ERROR_VARIABLE text)
  if(NOT status EQUAL 0 OR NOT text MATCHES "Collected : ([0-9]+)")
    message(FATAL_ERROR "callgrind failed: ${text}")
  endif()
  set(${out} ${CMAKE_MATCH_1} PARENT_SCOPE)
endfunction()

# Instructions of one round, times 10.
function(of_one_round out loop)
  instructions(few ${loop} 1000)
  instructions(many ${loop} 3000)
  math(EXPR tenths "(${many} - ${few}) * 10 / 2000")
  set(${out} ${tenths} PARENT_SCOPE)
endfunction()

set(failed FALSE)
foreach(call send recv)
  of_one_round(ours net-${call})
  of_one_round(bare bare-${call})
  math(EXPR more "${ours} - ${bare}")
  math(EXPR limit "${LIMIT} * 10")
  foreach(value ours bare more)
    string(REGEX REPLACE "(.)$" ".\\1" ${value}_text "${${value}}")
  endforeach()
  message("net::${call}: ${ours_text} instructions, ::${call}: ${bare_text}; "
    "difference ${more_text}, limit ${LIMIT}")
  if(more GREATER limit)
    set(failed TRUE)
  endif()
endforeach()
if(failed)
  message(FATAL_ERROR "the direct seam costs too much")
endif()
