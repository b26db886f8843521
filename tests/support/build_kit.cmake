# What both doors do to have the program kit, in the kit's folder:
#
#   cmake -P tests/support/build_kit.cmake
#
# Its last word is "-- built", or it has failed, and build/student/kit.log says why. (Only
# newer versions of CMake let a script choose its exit status.) Two doors at once, and kit
# itself (tests/grader/build_lock.hpp), take turns: the lock is the system's and ends with
# its holder.
include(${CMAKE_CURRENT_LIST_DIR}/times.cmake)

set(folder build/student)
set(stamp ${folder}/kit.stamp)
set(log ${folder}/kit.log)

file(MAKE_DIRECTORY build)
file(LOCK ${CMAKE_CURRENT_SOURCE_DIR}/${folder}.lock TIMEOUT 0 RESULT_VARIABLE held)
set(waited FALSE)
if(held MATCHES "imeout")
  message(NOTICE "another kit is building in ${folder}; waiting")
  file(LOCK ${CMAKE_CURRENT_SOURCE_DIR}/${folder}.lock RESULT_VARIABLE held)
  set(waited TRUE)
endif()

# A build folder that was copied or moved with the project names the old place.
if(EXISTS ${folder}/CMakeCache.txt)
  file(STRINGS ${folder}/CMakeCache.txt home REGEX "^CMAKE_HOME_DIRECTORY:INTERNAL=")
  set(here "CMAKE_HOME_DIRECTORY:INTERNAL=${CMAKE_CURRENT_SOURCE_DIR}")
  if(CMAKE_HOST_WIN32)
    string(TOLOWER "${home}" home)
    string(TOLOWER "${here}" here)
  endif()
  if(NOT home STREQUAL here)
    file(REMOVE_RECURSE ${folder})
  endif()
endif()
file(MAKE_DIRECTORY ${folder})
file(REMOVE ${log})
first_byte_settle_times(${folder})
file(TOUCH ${stamp}.new) # before the build: what changes during it is newer
if(NOT waited) # else the other one has said so, and done it
  file(GLOB there ${folder}/bin/kit ${folder}/bin/kit.exe)
  if(there)
    message(NOTICE "Building kit again, since its sources have changed ...")
  else()
    message(NOTICE "Building kit (once; it takes less than a minute) ...")
  endif()
endif()
if(NOT EXISTS ${folder}/build.ninja)
  execute_process(COMMAND ${CMAKE_COMMAND} --preset student
    OUTPUT_FILE ${log} ERROR_FILE ${log} RESULT_VARIABLE failed)
  if(failed)
    return()
  endif()
endif()
execute_process(COMMAND ${CMAKE_COMMAND} --build ${folder} --target kit
  OUTPUT_FILE ${log} ERROR_FILE ${log} RESULT_VARIABLE failed)
if(NOT failed)
  file(RENAME ${stamp}.new ${stamp})
  message(STATUS "built")
endif()
