# Sourced by the scripts beside it, in the root: builds the module of the benchmarks when it is missing or older
# than the sources. Sets java and class_path.
. .mvn/find-jdk.sh || exit 1
java=$JAVA_HOME/bin/java class_path="$PWD/benchmarks/target/muxscope-benchmarks.jar:$PWD/benchmarks/target/lib/*"

if [ ! -f benchmarks/target/muxscope-benchmarks.jar ] || [ -n "$(find . -name target -prune -o \
  \( -path '*/src/main/*' -o -name pom.xml \) -type f -newer benchmarks/target/muxscope-benchmarks.jar -print -quit)" ]; then
  echo "benchmarks: building, which takes some seconds" >&2
  if ! log=$(./mvnw -q -Dquick -pl benchmarks -am package 2>&1); then
    printf '%s\n' "$log" >&2
    echo "benchmarks: the build failed; the lines above say why" >&2
    exit 1
  fi
  touch benchmarks/target/muxscope-benchmarks.jar
fi
