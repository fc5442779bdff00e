# Sourced by the scripts beside it.

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
