# Sourced by the scripts beside it.

# image_options LAUNCHER: prints what the image's launcher gives to its JVM, MUXSCOPE_OPTS included, a word a line, so that
# another server on the JVM can have the very same. Where the launcher would start java, this prints instead.
image_options() {
  bash -c 'exec() { shift; while [ "$1" != -m ]; do printf "%s\n" "$1"; shift; done; }; . "$0"' "$1"
}
