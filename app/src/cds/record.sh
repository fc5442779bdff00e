#!/bin/sh
# Writes classes.list anew: the classes that start-up, the first requests and the client load. Run it
# after changes that move many classes, with the image built.
#
# Every class archived costs about 1.5 KB of the packed image, so what is not awaited at a prompt
# stays out: loads, reports, analyses, and all that writes JSON.
set -eu
here=$(cd "$(dirname "$0")" && pwd -P)
image=$here/../../target/muxscope
PATH=$image/bin:$PATH
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

# Lets the next muxscope list what it loads, with the archive $archive.
lists() {
  export MUXSCOPE_OPTS="$archive -XX:DumpLoadedClassList=$work/$1.list"
}

serve() {
  lists serve-$served
  served=$((served + 1))
  # What the server before said would be taken for this one's.
  : >"$work/out"
  muxscope serve "$@" --port 0 >>"$work/out" &
  server=$!
  until grep -q ready "$work/out"; do sleep 0.1; done
  target=127.0.0.1:$(sed -n 's/.*:\([0-9]*\), pid .*/\1/p' "$work/out")
  lists client-set
  muxscope client "$target" -- SET k v >/dev/null
  lists client-get
  muxscope client "$target" -- GET k >/dev/null
  kill "$server"
  wait "$server"
}

# Constant pool lines hold only for the very build that they were made with, numbers only within one
# list, and classes of other sources cannot be archived.
record() {
  rm -f "$work"/*.list
  served=0
  lists version
  muxscope --version >/dev/null
  serve --mode=select
  serve --mode=select --dispatch=vthreads
  serve --mode=vthreads
  serve --mode=threads
  cat "$work"/*.list |
    grep -v -e '^@cp ' -e '^#' -e ' source: ' | sed 's/ id: .*//' | awk '!seen[$0]++' >"$1"
  wc -l "$1"
}

# A lambda without an archive is spun with many classes that one from an archive does not need: so
# what counts is what loads with an archive of all that loads without one.
archive=-Xshare:off
record "$work/all"
"$image/bin/java" @"$image/lib/jvm.args" -Xshare:dump -XX:SharedClassListFile="$work/all" \
  -XX:SharedArchiveFile="$work/all.jsa" -Xlog:disable -Xlog:all=error:stderr \
  --module dev.muxscope.app/dev.muxscope.app.Main
archive=-XX:SharedArchiveFile=$work/all.jsa
record "$here/classes.list"
