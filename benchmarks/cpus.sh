# Sourced by the scripts beside it.

# choose_cpus: leaves in server_cpu and load_cpu the processors that servers and their load are kept to, or ends the script.
# Says on standard error if they are no two cores.
choose_cpus() {
  local topology=/sys/devices/system/cpu
  # shellcheck disable=SC2046
  read -r server_cpu load_cpu < <(two_cpus $topology $(allowed_cpus))
  [[ $load_cpu ]] || { echo "${0##*/}: there is only one processor; server and load need one each" >&2; exit 1; }
  tell_one_core $topology
}

# tell_one_core TOPOLOGY: says if server_cpu and load_cpu are threads of one core.
tell_one_core() {
  one_core "$1" "$server_cpu" "$load_cpu" || return 0
  echo "${0##*/}: processors $server_cpu and $load_cpu are threads of one core, for all that the kernel tells:" \
    "together they do less than two cores would" >&2
}

# two_cpus TOPOLOGY CPU...: prints the first of these processors and the first of another core, since two threads of one
# core slow each other down; the second where the kernel knows of no other core. TOPOLOGY/cpuN is what it tells of each.
two_cpus() {
  local topology=$1 first=$2 cpu
  shift 2
  for cpu; do
    if ! one_core "$topology" "$first" "$cpu"; then
      echo "$first $cpu"
      return
    fi
  done
  echo "$first ${1-}"
}

# one_core TOPOLOGY CPU CPU: whether these are threads of one core, for all that the kernel tells.
one_core() { [[ $(siblings "$1" "$2") == "$(siblings "$1" "$3")" ]]; }
siblings() { cat "$1/cpu$2/topology/thread_siblings_list" 2>/dev/null || true; }

# allowed_cpus: prints the processors that this process may use. taskset tells them after a colon, as in 0-1,4, in English;
# the lists of /proc name those too that are switched off.
allowed_cpus() {
  local list range
  list=$(LC_ALL=C taskset -cp $$)
  for range in $(tr ',' ' ' <<<"${list##*:}"); do seq "${range%-*}" "${range#*-}"; done
}
