# Sourced by mvnw and benchmarks/build.sh: leaves JAVA_HOME at a JDK of 25 or newer, or says what to install.

muxscope_wanted_jdk=25

# Prints the feature version of the JDK in $1, or 0 when there is none.
muxscope_jdk_version() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || { echo 0; return; }
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" | grep . || echo 0
}

# Prints the home of plain java, or nothing.
muxscope_plain_jdk() {
  muxscope_java=$(command -v java 2>/dev/null) && muxscope_java=$(readlink -f "$muxscope_java" 2>/dev/null) &&
    printf '%s\n' "${muxscope_java%/bin/java}"
}

# Where installed JDKs usually lie: the distribution, SDKMAN, IntelliJ, asdf, mise, Homebrew, macOS.
muxscope_jdk_candidates() {
  for muxscope_home in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* "${HOME-}"/.sdkman/candidates/java/* \
    "${HOME-}"/.jdks/* "${HOME-}"/.asdf/installs/java/* "${HOME-}"/.local/share/mise/installs/java/* \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    printf '%s\n' "$muxscope_home"
  done
}

# Exports the first fitting home: JAVA_HOME itself, then plain java, then the newest one installed.
muxscope_find_jdk() {
  for muxscope_home in "${JAVA_HOME-}" "$(muxscope_plain_jdk)"; do
    if [ "$(muxscope_jdk_version "$muxscope_home")" -ge "$muxscope_wanted_jdk" ]; then
      JAVA_HOME=$muxscope_home
      export JAVA_HOME
      return 0
    fi
  done
  muxscope_best='' muxscope_best_version=0
  muxscope_old_ifs=$IFS
  IFS='
'
  for muxscope_home in $(muxscope_jdk_candidates); do
    muxscope_version=$(muxscope_jdk_version "$muxscope_home")
    if [ "$muxscope_version" -ge "$muxscope_wanted_jdk" ] && [ "$muxscope_version" -gt "$muxscope_best_version" ]; then
      muxscope_best=$muxscope_home muxscope_best_version=$muxscope_version
    fi
  done
  IFS=$muxscope_old_ifs
  if [ -z "$muxscope_best" ]; then
    echo "muxscope: no JDK $muxscope_wanted_jdk or newer found: install one (https://adoptium.net) or point JAVA_HOME at it" >&2
    return 1
  fi
  JAVA_HOME=$muxscope_best
  export JAVA_HOME
}

muxscope_find_jdk
