# Sourced by the scripts beside it, in the root.

# Servers would take it, and refuse clients that know of none.
unset MUXSCOPE_PASSWORD

# tell_help WORD...: prints the script's first comment and ends it if --help is among the words.
tell_help() {
  local word
  for word; do
    case $word in --help | -h)
      sed -n '1d; /^#/!q; s/^# \{0,1\}//p' "benchmarks/${0##*/}"
      exit
      ;;
    esac
  done
}

# need TOOL...: ends the script if one of them is not installed.
need() {
  local tool
  for tool; do
    command -v "$tool" >/dev/null || { echo "${0##*/}: $tool is not installed" >&2; exit 1; }
  done
}

# given OPTION WORD...: whether an option is among the words, as -f 3, -f=3 or -f3.
given() {
  local word
  for word in "${@:2}"; do
    case $word in "$1" | "$1="* | "$1"[0-9]*) return ;; esac
  done
  return 1
}

# words MOST WORD...: ends the script if a word is no whole number from 1, or there are more than MOST; --help is told.
words() {
  local name=${0##*/} word
  local most=$1
  shift
  tell_help "$@"
  for word; do
    [[ $word =~ ^[1-9][0-9]{0,8}$ ]] || { echo "$name: $word is no whole number from 1 to 999999999; --help tells more" >&2; exit 2; }
  done
  (($# <= most)) || { echo "$name: at most $most numbers; --help tells which" >&2; exit 2; }
}
