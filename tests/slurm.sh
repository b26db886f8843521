#!/usr/bin/env bash
# Grades a class on a real Slurm cluster of one node, made here and taken down again, and
# compares the gradebook with that of a run without Slurm, byte for byte. One task is
# killed while it runs, as if its node had gone, and is queued again.
#
#   tests/slurm.sh [BUILD]    BUILD is where the kit is built (build/default)
#
# Needs root (slurmd starts jobs as their users) and the packages slurm-wlm and munge.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$(realpath "${1:-build/default}")
students=40
[ "$(id -u)" -eq 0 ] || { echo "note: slurm.sh needs root: not run"; exit 0; }
for tool in slurmctld slurmd munged sbatch; do
  command -v "$tool" >/dev/null || { echo "note: there is no $tool here: not run"; exit 0; }
done

here=$(mktemp -d)
chmod 755 "$here"
daemons=()
finish() {
  kill -9 "${daemons[@]}" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$here"
}
trap finish EXIT

# A daemon of its own each: nothing on this machine is changed.
mkdir -p "$here/munge" "$here/state" "$here/spool"
chmod 711 "$here/munge"
dd if=/dev/urandom of="$here/munge/key" bs=128 count=1 status=none
chmod 400 "$here/munge/key"
chown -R munge: "$here/munge"
# setpriv becomes munged, where runuser would stay beside it and be killed in its stead.
setpriv --reuid=munge --regid=munge --clear-groups munged --foreground --force \
  --key-file="$here/munge/key" --socket="$here/munge/socket" --pid-file="$here/munge/pid" --log-file="$here/munge/log" \
  --seed-file="$here/munge/seed" >"$here/munge.out" 2>&1 &
daemons+=($!)
name=$(hostname -s)
cat >"$here/slurm.conf" <<EOF
ClusterName=first-byte
SlurmctldHost=$name(127.0.0.1)
SlurmctldPort=16817
SlurmdPort=16818
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$here/munge/socket
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
StateSaveLocation=$here/state
SlurmdSpoolDir=$here/spool
SlurmctldPidFile=$here/slurmctld.pid
SlurmdPidFile=$here/slurmd.pid
SlurmctldLogFile=$here/slurmctld.log
SlurmdLogFile=$here/slurmd.log
ReturnToService=2
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=1,batch_sched_delay=0,requeue_setup_env_fail
MpiDefault=none
NodeName=$name NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=$name Default=YES MaxTime=60 State=UP
EOF
export SLURM_CONF=$here/slurm.conf
until [ -S "$here/munge/socket" ]; do sleep 0.1; done
slurmctld -D >"$here/slurmctld.out" 2>&1 &
daemons+=($!)
slurmd -D >"$here/slurmd.out" 2>&1 &
daemons+=($!)
until sinfo --noheader --format=%T 2>/dev/null | grep -q idle; do sleep 0.2; done

# The class: right and wrong submissions of two lessons, no two alike.
class=$here/class
number=0
for submission in tests/submissions/right/0[12]-* tests/submissions/wrong/0[12]-*; do
  number=$((number + 1))
  [ $number -le $students ] || break
  folder=$class/student-$number/${submission##*/}
  lesson=$(basename lessons/"$(basename "$submission" | cut -c1-2)"-*)
  folder=$class/student-$number/lessons/$lesson
  mkdir -p "$folder"
  cp "$submission"/*.?pp "$folder"
  for file in "$folder"/*.cpp; do echo "// handed in by student $number" >>"$file"; done
done

kit=$build/bin/kit
options=(--build "$build" --lessons 1-2 --no-tower --limit 2000)
echo "== without Slurm"
"$kit" grade-class "$class" --out "$here/local" "${options[@]}"
echo "== with Slurm"
"$kit" grade-class "$class" --out "$here/cluster" --emit slurm "${options[@]}"
gather=$(sh "$here/cluster/slurm/submit.sh")
array=$(squeue --noheader --format=%F | sort -n | head -n 1)

# The second task that runs loses its node: requeued, it begins anew.
until victim=$(squeue --noheader --array --states=RUNNING --jobs="$array" --format=%i |
  tail -n 1) && [ -n "$victim" ]; do sleep 0.1; done
scontrol requeue "$victim"
echo "killed and queued again: $victim"
until [ -z "$(squeue --noheader --format=%i)" ]; do sleep 0.5; done
grep . "$here/cluster/slurm/logs/gather.txt"
restarts=$(grep -c . "$here/cluster/slurm/logs/${victim##*_}.txt")
[ "$restarts" -gt 0 ] || { echo "task $victim left no word"; exit 1; }
[ "$(find "$here/cluster/students" -name report.json | wc -l)" -eq $students ]
cmp "$here/local/gradebook.csv" "$here/cluster/gradebook.csv"
echo "note: $students submissions through Slurm (job $array, gathered by $gather):" \
  "the same gradebook, byte for byte"
