#!/bin/sh
# Writes classes.list anew: the classes that start-up and the first requests load. Run it after
# changes that move many classes, with the image built.
set -eu
here=$(cd "$(dirname "$0")" && pwd -P)
image=$here/../../target/muxscope
lists=$(mktemp -d)
# Names the list that the next muxscope writes.
record() {
  export MUXSCOPE_OPTS="-Xshare:off -XX:DumpLoadedClassList=$lists/$1"
}
PATH=$image/bin:$PATH

record version
muxscope --version
for mode in select vthreads threads; do
  record "$mode"
  muxscope serve --mode=$mode --port 0 >"$lists/out" &
  server=$!
  until grep -q ready "$lists/out"; do sleep 0.1; done
  port=$(sed -n 's/.*:\([0-9]*\), pid .*/\1/p' "$lists/out")
  record "load-$mode"
  muxscope load "127.0.0.1:$port" --connections 5 --duration 300ms --warmup 100ms --rate 500 \
    --request "SET k v" --json "$lists/load.json" >/dev/null
  record "client-$mode"
  muxscope client "127.0.0.1:$port" -- GET k >/dev/null
  kill "$server"
  wait "$server"
done
# Constant pool lines hold only for the very build that they were made with, numbers only within one
# list, and classes of other sources cannot be archived.
cat "$lists"/version "$lists"/select "$lists"/vthreads "$lists"/threads "$lists"/load-* "$lists"/client-* |
  grep -v -e '^@cp ' -e '^#' -e ' source: ' | sed 's/ id: .*//' | awk '!seen[$0]++' >"$here/classes.list"
rm -r "$lists"
wc -l "$here/classes.list"
