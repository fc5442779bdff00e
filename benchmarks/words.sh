# Sourced by the scripts beside it, in the root.

# words MOST WORD...: prints the script's first comment if --help is among the words, and ends it if one is no whole
# number over 0, or there are more than MOST.
words() {
  local name=${0##*/} word
  local most=$1
  shift
  for word; do
    case $word in --help | -h)
      sed -n '1d; /^#/!q; s/^# \{0,1\}//p' "benchmarks/$name"
      exit
      ;;
    esac
  done
  for word; do
    [[ $word =~ ^[1-9][0-9]*$ ]] || { echo "$name: $word is no whole number over 0; --help tells what is taken" >&2; exit 2; }
  done
  (($# <= most)) || { echo "$name: at most $most numbers; --help tells which" >&2; exit 2; }
}
