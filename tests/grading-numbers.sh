#!/usr/bin/env bash
# What grading costs and whether it says the same thing twice. Numbers to look at, not
# tests: they depend on the machine and on what else it does.
#
#   tests/grading-numbers.sh [PART...]   of: one class same corpus (all of them)
#
# Needs build/default with the targets kit and grading.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$PWD/build/default
kit=$build/bin/kit
plan=$build/grading/plan.txt
here=$(mktemp -d)
chmod 755 "$here"
trap 'rm -rf "$here"' EXIT

values() { sed -n "s/^$1|//p" "$plan" | grep -v '^-D$' || true; }
median() { sort -n | sed -n "$(($1 / 2 + 1))p"; }
now() { date +%s%N; }

# -- One submission against a bare compile, link and run of the same files.

# bare_lesson NUMBER: what the grader does for a lesson, without jail, check and report.
bare_lesson() {
  local number=$1 out=$here/bare/$1 folder object objects=() flags includes lower=()
  folder=$(basename lessons/"$number"-*)
  mkdir -p "$out"
  mapfile -t flags < <(values compile)
  mapfile -t includes < <(values include | sed 's/^/-I/')
  for source in solutions/"$folder"/*.cpp; do
    object=$out/$(basename "$source").o
    c++ "${flags[@]}" "-Ilessons/$folder" "${includes[@]}" -c "$source" -o "$object"
    objects+=("$object")
  done
  mapfile -t link < <(values link)
  for n in 01 02 03 04 05 06 07; do
    [ "$n" != "$number" ] || break
    mapfile -t -O "${#lower[@]}" lower < <(values "$n reference")
  done
  mapfile -t libraries < <(values "program library")
  if [ "$number" = 08 ]; then
    for program in server client; do
      c++ "${link[@]}" "$out/$program.cpp.o" "${lower[@]}" "${libraries[@]}" -o "$out/$program"
    done
  else
    mapfile -t tests < <(values "$number contract")
    mapfile -t test_libraries < <(values "test library")
    c++ "${link[@]}" "${tests[@]}" -Wl,--whole-archive "${test_libraries[@]}" \
      -Wl,--no-whole-archive "${objects[@]}" "${lower[@]}" -o "$out/contract"
    mapfile -t main < <(values "$number main")
    c++ "${link[@]}" "${main[@]}" "${objects[@]}" "${lower[@]}" "${libraries[@]}" -o "$out/main"
    "$out/contract" >/dev/null
  fi
  FIRST_BYTE_PROGRAMS=$out "$(values "$number judge")" >/dev/null
}
export -f bare_lesson values
export here plan

one() {
  local runs=5 i t graded=() bare=()
  echo "One submission, lessons 01 to 08, without towers, $runs times in turn:"
  for ((i = 0; i < runs; i++)); do
    t=$(now)
    "$kit" grade solutions --out "$here/one" --no-tower --build "$build" >/dev/null
    graded+=($((($(now) - t) / 1000000)))
    t=$(now)
    printf '%s\n' 08 07 06 05 04 03 02 01 |
      xargs -P "$(nproc)" -I{} bash -euc 'bare_lesson {}'
    bare+=($((($(now) - t) / 1000000)))
  done
  echo "  kit grade   ${graded[*]} ms"
  echo "  bare        ${bare[*]} ms"
  local a b
  a=$(printf '%s\n' "${graded[@]}" | median $runs)
  b=$(printf '%s\n' "${bare[@]}" | median $runs)
  echo "  medians $a and $b ms: $((a * 100 / b)) hundredths"
}

# -- A class. Each submission has one lesson, and no two are equal.

# make_class FOLDER COUNT: 25 submissions of the corpus, again and again, each file with a
# line of its own.
make_class() {
  local folder=$1 count=$2 number=0 all submission lesson
  mapfile -t all < <(printf '%s\n' tests/submissions/{right,wrong}/0[1-7]-* | sort -t/ -k4.4)
  while [ "$number" -lt "$count" ]; do
    submission=${all[$((number % 25 * 13 % ${#all[@]}))]}
    lesson=$(basename lessons/"$(basename "$submission" | cut -c1-2)"-*)
    mkdir -p "$folder/student-$number/lessons/$lesson"
    cp "$submission"/*.?pp "$folder/student-$number/lessons/$lesson"
    for file in "$folder/student-$number/lessons/$lesson"/*.cpp; do
      echo "// handed in by student $number" >>"$file"
    done
    number=$((number + 1))
  done
}

class() {
  local count t
  echo "A class, one lesson each:"
  for count in 25 50 100 200; do
    make_class "$here/class-$count" $count
    t=$(now)
    "$kit" grade-class "$here/class-$count" --out "$here/out-$count" --build "$build" >/dev/null
    t=$((($(now) - t) / 1000000))
    echo "  $count submissions: $t ms, $((t / count)) ms each"
  done
  t=$(now)
  "$kit" grade-class "$here/class-200" --out "$here/out-200" --build "$build" >/dev/null
  echo "  the last again: $((($(now) - t) / 1000000)) ms"
}

# -- The same submission, again and again.

without_time() { sed 's/"seconds": [0-9.]*/"seconds": 0/' "$1" | sha256sum; }

same() {
  local i
  cp -r tests/submissions/wrong/06-short-send-ignored "$here/06-exchange"
  for ((i = 0; i < 20; i++)); do
    "$kit" grade "$here/06-exchange" --out "$here/same-$i" --lessons 6 --build "$build" >/dev/null
  done
  for ((i = 20; i < 28; i++)); do
    "$kit" grade "$here/06-exchange" --out "$here/same-$i" --lessons 6 --build "$build" \
      >/dev/null &
  done
  wait
  echo "The same wrong submission 20 times, and 8 at once:" \
    "$(for ((i = 0; i < 28; i++)); do without_time "$here/same-$i/report.json"; done |
      sort -u | wc -l) different report(s)"
}

# -- Every submission of the corpus, beside the references of the other lessons.

corpus() {
  local submission kind name number folder other lesson
  for submission in tests/submissions/{right,wrong}/*/; do
    kind=$(basename "$(dirname "$submission")")
    name=$(basename "$submission")
    number=${name:0:2}
    folder=$here/corpus/$kind-$name/lessons
    for other in solutions/*/; do
      lesson=$(basename "$other")
      mkdir -p "$folder/$lesson"
      cp "$other"/*.?pp "$folder/$lesson"
      [ "${lesson:0:2}" != "$number" ] || cp "$submission"/*.?pp "$folder/$lesson"
    done
  done
  "$kit" grade-class "$here/corpus" --out "$here/marks" --no-tower --jobs 12 \
    --build "$build" >/dev/null
  # A column for each lesson's points from the sixth on, each followed by its state.
  tr -d '"\r' <"$here/marks/gradebook.csv" | while IFS=, read -r -a row; do
    [[ ${row[0]} =~ ^(right|wrong)-([0-9]{2})- ]] || continue
    local kind=${BASH_REMATCH[1]} own=${BASH_REMATCH[2]} i points
    for ((i = 1; i <= 8; i++)); do
      points=${row[$((3 + 2 * i))]}
      local most=10
      [ $i -ne 8 ] || most=20
      if [ "$points" = $most ]; then
        [ "$kind-0$i" != "wrong-$own" ] || echo "  ${row[0]} has full marks"
      elif [ "$kind" = right ] || [ "0$i" != "$own" ]; then
        echo "  ${row[0]} has $points of $most in lesson 0$i"
      fi
    done
  done >"$here/odd"
  cat "$here/odd"
  echo "The corpus: $(find "$here/corpus" -mindepth 1 -maxdepth 1 | wc -l) submissions," \
    "$(wc -l <"$here/odd") not as they should be"
}

for part in "${@:-one class same corpus}"; do
  for name in $part; do "$name"; done
done
