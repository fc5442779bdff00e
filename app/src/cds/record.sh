#!/bin/sh
# Writes classes.list anew: the classes that start-up and the first requests load. Run it after
# changes that move many classes, with the image built.
set -eu
here=$(cd "$(dirname "$0")" && pwd -P)
image=$here/../../target/muxscope
lists=$(mktemp -d)
run() {
  name=$1
  shift
  MUXSCOPE_OPTS="-Xshare:off -XX:DumpLoadedClassList=$lists/$name" "$image/bin/muxscope" "$@"
}

run version --version
for mode in select vthreads threads; do
  run "$mode" serve --mode=$mode --port 0 >"$lists/out" &
  server=$!
  until grep -q ready "$lists/out"; do sleep 0.1; done
  port=$(sed -n 's/.*:\([0-9]*\), pid .*/\1/p' "$lists/out")
  for _ in 1 2 3; do
    run "load-$mode" load "127.0.0.1:$port" --connections 5 --duration 300ms --warmup 100ms \
      --rate 500 --request "SET k v" --json "$lists/load.json" >/dev/null
    run "client-$mode" client "127.0.0.1:$port" -- GET k >/dev/null
  done
  kill "$server"
  wait "$server"
done
# Constant pool lines hold only for the very build that they were made with.
cat "$lists"/version "$lists"/select "$lists"/vthreads "$lists"/threads "$lists"/load-* "$lists"/client-* |
  grep -v '^@cp ' | awk '!seen[$0]++' >"$here/classes.list"
rm -r "$lists"
wc -l "$here/classes.list"
