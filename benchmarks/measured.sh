# Sourced by the scripts beside it.

# ticks PID: prints the clock ticks of user and system time that a process has used.
ticks() { sed 's/.*) //' "/proc/$1/stat" | awk '{ print $12 + $13 }'; }

# answered PORT [OPTIONS]: prints how many commands a server has answered; OPTIONS are those of redis-cli.
answered() { redis-cli -p "$1" "${@:2}" info stats | sed -n 's/^total_commands_processed:\([0-9]*\).*/\1/p'; }

# under_load WARM-UP SECONDS COMMAND...: runs a load that does not end by itself, whose process is in load. Leaves in grown by
# how much the two numbers that counters prints grow in the seconds after the warm-up. If the load does end, shows what it
# said, and ends the script.
under_load() {
  local before after
  taskset -c "$load_cpu" "${@:3}" >"$work/load.log" 2>&1 &
  load=$!
  sleep "$1"
  expect_load -0
  read -r -a before < <(counters)
  sleep "$2"
  read -r -a after < <(counters)
  expect_load -TERM
  wait "$load" 2>/dev/null || true
  grown=($((after[0] - before[0])) $((after[1] - before[1])))
}
# expect_load SIGNAL: sends it to the load.
expect_load() {
  kill "$1" "$load" 2>/dev/null || { echo "${0##*/}: the load ended by itself:"; cat "$work/load.log"; exit 1; } >&2
}

# measured_ticks PID COMMAND...: runs a `muxscope load`, and prints the ticks that a server has used while it measured.
# What else it says goes to standard error.
measured_ticks() {
  local line before
  "${@:2}" 2>&1 | while IFS= read -r line; do
    case $line in
      measuring) before=$(ticks "$1") ;;
      measured) echo $(($(ticks "$1") - before)) ;;
      *) printf '%s\n' "$line" >&2 ;;
    esac
  done
}

# valid WHAT FILE: whether the JSON of a `muxscope load` says that its figures may be used; if not, says why.
valid() {
  grep -q '"verdict" *: *"VALID"' "$2" && return
  echo "${0##*/}: $1 is not valid: $(sed -nE 's/.*"reasons" *: *\[ *(.*[^ ]) *\].*/\1/p' "$2")" >&2
  return 1
}

# For programs of awk: medians of lists that begin at 0, which it sorts.
# shellcheck disable=SC2034,SC2016
awk_median='
  function median(list, count,   i, j, t) {
    for (i = 1; i < count; i++)
      for (j = i; j > 0 && list[j - 1] > list[j]; j--) { t = list[j]; list[j] = list[j - 1]; list[j - 1] = t }
    return (list[int((count - 1) / 2)] + list[int(count / 2)]) / 2
  }'
