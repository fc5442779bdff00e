# Sourced by the scripts beside it, in the root: builds the module of the benchmarks when it is missing or older
# than the sources. Sets java and class_path.
. .mvn/find-jdk.sh || exit 1
java=$JAVA_HOME/bin/java jar=benchmarks/target/muxscope-benchmarks.jar
class_path="$PWD/$jar:$PWD/benchmarks/target/lib/*"

is_built() {
  [ -f $jar ] && [ -z "$(find . -name target -prune -o \
    \( -path '*/src/main/*' -o -name pom.xml \) -type f -newer $jar -print -quit)" ]
}

build() {
  echo "benchmarks: building, which takes some seconds" >&2
  # The jar is as old as the beginning of its build, so that a source saved meanwhile is newer.
  local began log
  began=$(mktemp)
  if ! log=$(./mvnw -q -Dquick -pl benchmarks -am package 2>&1); then
    rm "$began"
    printf '%s\n' "$log" >&2
    echo "benchmarks: the build failed; the lines above say why" >&2
    exit 1
  fi
  touch -r "$began" $jar
  rm "$began"
}

# One at a time, as descriptor 9 is locked by whoever builds, ./muxscope too.
if ! is_built; then
  if command -v flock >/dev/null && ! flock -n 9; then
    echo "benchmarks: waiting for another build" >&2
    flock 9
  fi
  is_built || build
fi 9<muxscope
