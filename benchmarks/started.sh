# Sourced by the scripts beside it.

# begin: makes the folder work. It and all that runs in the background are gone when the script has ended, by Ctrl-C too:
# a load ends by that as if its time were over, so Bash would go on to the next one. For that to reach a load, timeout needs
# --foreground.
begin() {
  work=$(mktemp -d)
  names=() ports=() pids=()
  trap 'stop; rm -rf "$work"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

# start NAME COMMAND...: starts a server on the processors of server_cpu, and waits until it is ready. Adds to names, ports
# and pids; the log is NAME.log in work. The command has the server listen at $port, which then moves on to the next.
start() {
  local log=$work/$1.log
  : >"$log" # or the word of an earlier server would still be there
  taskset -c "$server_cpu" "${@:2}" >"$log" 2>&1 &
  names+=("$1") ports+=("$port") pids+=($!)
  port=$((port + 1))
  await_ready "$1" $! "$log"
}

# quiet COMMAND...: runs it, and shows what it says only if it fails, which ends the script.
quiet() { "$@" >"$work/quiet.log" 2>&1 || { cat "$work/quiet.log" >&2; exit 1; }; }

# stop: ends all servers, stopped ones too, and what else runs in the background.
stop() {
  local pid
  for pid in $(jobs -p); do
    kill "$pid" || true
    kill -CONT "$pid" || true
  done 2>/dev/null
  wait 2>/dev/null
  names=() ports=() pids=()
}

# await_ready NAME PID LOG: waits for half a minute until a server says in its log that it is ready. If it ends before, or
# says nothing, shows the log and ends the script. A port that answers would not do: it may be somebody else's.
await_ready() {
  local i
  for ((i = 0; i < 300; i++)); do
    if grep -qiw ready "$3" 2>/dev/null; then return; fi
    kill -0 "$2" 2>/dev/null || break
    sleep 0.1
  done
  { echo "${0##*/}: $1 did not start:"; cat "$3"; } >&2
  exit 1
}
