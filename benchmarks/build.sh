# Sourced by the scripts beside it, in the root: builds the module of the benchmarks when it is missing or older
# than the sources. Sets java and class_path.
. .mvn/find-jdk.sh || exit 1
java=$JAVA_HOME/bin/java class_path="$PWD/benchmarks/target/muxscope-benchmarks.jar:$PWD/benchmarks/target/lib/*"

if [ ! -f benchmarks/target/muxscope-benchmarks.jar ] || [ -n "$(find . -name target -prune -o \
  \( -path '*/src/main/*' -o -name pom.xml \) -type f -newer benchmarks/target/muxscope-benchmarks.jar -print -quit)" ]; then
  echo "benchmarks: building, which takes some seconds" >&2
  # The jar is as old as the beginning of its build, so that a source saved meanwhile is newer.
  began=$(mktemp)
  if ! log=$(./mvnw -q -Dquick -pl benchmarks -am package 2>&1); then
    rm "$began"
    printf '%s\n' "$log" >&2
    echo "benchmarks: the build failed; the lines above say why" >&2
    exit 1
  fi
  touch -r "$began" benchmarks/target/muxscope-benchmarks.jar
  rm "$began"
fi
