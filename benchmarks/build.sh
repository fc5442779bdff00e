# Sourced by the scripts beside it, in the root: builds the module of the benchmarks when it is missing or older
# than the sources. Sets java and class_path.
. .mvn/find-jdk.sh || exit 1
java=$JAVA_HOME/bin/java class_path="$PWD/benchmarks/target/muxscope-benchmarks.jar:$PWD/benchmarks/target/lib/*"

if [ ! -f benchmarks/target/muxscope-benchmarks.jar ] || [ -n "$(find . -name target -prune -o \
  \( -path '*/src/main/*' -o -name pom.xml \) -type f -newer benchmarks/target/muxscope-benchmarks.jar -print -quit)" ]; then
  echo "benchmarks: building, which takes some seconds" >&2
  log=$(mktemp)
  if ! ./mvnw -q -Dquick -pl benchmarks -am package >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    echo "benchmarks: the build failed; the lines above say why" >&2
    exit 1
  fi
  rm -f "$log"
  touch benchmarks/target/muxscope-benchmarks.jar
fi
