# Files from the future: a clock that was set back, a zip from another time zone, WSL that
# has slept. A build tool takes them for newer than all that is made of them, and what it
# made then for newer than every later save. So sources that are dated ahead are dated now,
# and what was built of them is taken away. Of no file is the content changed.
#
#   cmake -DBUILD=build/student -P tests/support/times.cmake    in the kit's folder
#
# Also included by build_kit.cmake. Two seconds ahead is a network's usual disorder.

# The time of a file in seconds; 0: there is none.
function(first_byte_time out file)
  file(TIMESTAMP "${file}" time "%s" UTC)
  if(NOT time)
    set(time 0)
  endif()
  set(${out} ${time} PARENT_SCOPE)
endfunction()

# The later one of the machine's clock and of the file system's, which may be another
# machine's.
function(first_byte_now out)
  string(TIMESTAMP now "%s" UTC)
  file(TOUCH build/now)
  first_byte_time(there build/now)
  file(REMOVE build/now)
  if(there GREATER now)
    set(now ${there})
  endif()
  math(EXPR now "${now} + 2")
  set(${out} ${now} PARENT_SCOPE)
endfunction()

function(first_byte_settle_times build)
  first_byte_now(latest)
  set(sources CMakeLists.txt CMakePresets.json)
  foreach(folder lessons platform solutions tests bench)
    file(GLOB_RECURSE found LIST_DIRECTORIES false ${folder}/*)
    list(APPEND sources ${found})
  endforeach()
  set(count 0)
  set(ahead 0)
  foreach(file IN LISTS sources)
    first_byte_time(time "${file}")
    if(time GREATER latest)
      math(EXPR count "${count} + 1")
      math(EXPR by "(${time} - ${latest}) / 60 + 1")
      if(by GREATER ahead)
        set(ahead ${by})
      endif()
      file(TOUCH_NOCREATE "${file}")
    endif()
  endforeach()
  if(count GREATER 0)
    message(NOTICE
      "note: ${count} files are dated in the future, up to ${ahead} min ahead of this machine's\n"
      "clock: was it set back, or was a zip made in another time zone? (WSL: wsl\n"
      "--shutdown sets it.) They are dated now; their contents are as they were.")
  endif()
  set(old 0)
  file(GLOB_RECURSE built LIST_DIRECTORIES false ${build}/*)
  foreach(file IN LISTS built)
    first_byte_time(time "${file}")
    if(time GREATER latest)
      set(old 1)
      file(REMOVE "${file}")
    endif()
  endforeach()
  if(old)
    message(NOTICE
      "note: what was built is dated in the future, too; so it is built again.")
  endif()
endfunction()

if(BUILD)
  first_byte_settle_times(${BUILD})
endif()
