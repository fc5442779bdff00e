package dev.muxscope.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.client.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the shell scripts share.
class ScriptsTest {

  /// What `start` needs, where no server is pinned.
  private static final String SERVERS =
      "server_cpu=0 port=7; taskset() { shift 2; exec \"$@\"; }\n";

  private static final String PYTHON = "#!/usr/bin/env python3";

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void takesTheOptionsOfTheJvmFromTheLauncher() throws IOException, InterruptedException {
    List<String> options =
        lines(
            "launcher.sh",
            "image_options app/src/image/bin/muxscope",
            Map.of("MUXSCOPE_OPTS", "-Xmx99m -Dname=value"));
    assertEquals("@" + ROOT.resolve("app/src/image/lib/jvm.args"), options.getFirst());
    assertEquals(
        List.of("-Xmx99m", "-Dname=value"), options.subList(options.size() - 2, options.size()));
  }

  /// Where a script has options of its own for the JVM.
  @Test
  void keepsTheUsersOptionsOfTheJvm() throws IOException, InterruptedException {
    String asked = "grep -h -d skip '[^-]MUXSCOPE_OPTS=' benchmarks/*";
    List<String> set = lines("words.sh", asked, Map.of());
    assertFalse(set.isEmpty());
    for (String line : set) {
      boolean before = line.contains("MUXSCOPE_OPTS=\"${MUXSCOPE_OPTS-} ");
      boolean behind = line.matches(".*MUXSCOPE_OPTS=\"[^\"]+ \\$\\{MUXSCOPE_OPTS-}\".*");
      assertTrue(before || behind, line);
    }
  }

  @Test
  void takesTheProcessorsThatAreOn() throws IOException, InterruptedException {
    String told = "taskset() { echo \"pid 7's current affinity list: 0-1,4\"; }; allowed_cpus";
    assertEquals(List.of("0", "1", "4"), lines("cpus.sh", told, Map.of()));
  }

  /// As translated to Chinese, the list comes after a colon of another kind.
  @Test
  void asksForTheProcessorsInEnglish() throws IOException, InterruptedException {
    String told = "taskset() { [ \"${LC_ALL-}\" = C ] && echo 'list: 7'; }; allowed_cpus";
    assertEquals(List.of("7"), lines("cpus.sh", told, Map.of("LC_ALL", "")));
  }

  @Test
  void leavesThePasswordOfTheEnvironmentToNoServer() throws IOException, InterruptedException {
    Map<String, String> password = Map.of("MUXSCOPE_PASSWORD", "secret");
    String asked = "echo \"${MUXSCOPE_PASSWORD-none}\"";
    assertEquals(List.of("none"), lines("words.sh", asked, password));
    requirePython();
    String python =
        """
        python3 - <<'PYTHON'
        import os, runpy

        os.environ["MUXSCOPE_PASSWORD"] = "secret"
        runpy.run_path("benchmarks/bad-neighbours")
        print(os.environ.get("MUXSCOPE_PASSWORD"))
        PYTHON
        """;
    assertEquals(List.of("None"), lines("words.sh", python, Map.of()));
  }

  @Test
  void choosesProcessorsOfTwoCores(@TempDir Path topology)
      throws IOException, InterruptedException {
    aCoreAndAHalf(topology);
    assertEquals(List.of("0 2"), twoCpus(topology, "0 1 2"));
    assertEquals(List.of("1 2"), twoCpus(topology, "1 2"));
    assertEquals(List.of("0 1"), twoCpus(topology, "0 1"), "there is no other core");
    assertEquals(List.of("7 8"), twoCpus(topology, "7 8 9"), "the kernel tells nothing");
  }

  @Test
  void knowsThreadsOfOneCore(@TempDir Path topology) throws IOException, InterruptedException {
    aCoreAndAHalf(topology);
    String asked = "for cpu in 1 2; do one_core " + topology + " 0 $cpu && echo $cpu; done; true";
    assertEquals(List.of("1"), lines("cpus.sh", asked, Map.of()));
  }

  @Test
  void saysWhenServerAndLoadAreThreadsOfOneCore(@TempDir Path topology)
      throws IOException, InterruptedException {
    aCoreAndAHalf(topology);
    assertEquals(
        List.of(
            "bash: processors 0 and 1 are threads of one core, for all that the kernel tells:"
                + " together they do less than two cores would"),
        lines("cpus.sh", "server_cpu=0 load_cpu=1; tell_one_core " + topology + " 2>&1", Map.of()));
    assertEquals(
        List.of(),
        lines("cpus.sh", "server_cpu=0 load_cpu=2; tell_one_core " + topology + " 2>&1", Map.of()));
  }

  /// Processors 0 and 1 are threads of one core, 2 is one of another.
  private static void aCoreAndAHalf(Path topology) throws IOException {
    cpu(topology, 0, "0-1");
    cpu(topology, 1, "0-1");
    cpu(topology, 2, "2-3");
  }

  private static void cpu(Path topology, int number, String siblings) throws IOException {
    Path file = topology.resolve("cpu" + number, "topology", "thread_siblings_list");
    Files.createDirectories(file.getParent());
    Files.writeString(file, siblings + "\n");
  }

  private static List<String> twoCpus(Path topology, String cpus)
      throws IOException, InterruptedException {
    return lines("cpus.sh", "two_cpus " + topology + " " + cpus, Map.of());
  }

  @Test
  void countsCpuTimeOnlyWhileTheLoadMeasures() throws IOException, InterruptedException {
    String stubs =
        """
        asked=$(mktemp); trap 'rm "$asked"' EXIT
        ticks() { echo >>"$asked"; echo "asked" >&2; echo $((40 * $(wc -l <"$asked"))); }
        load() { printf '%s\\n' "warming up" measuring "1 s" measured VALID; }
        measured_ticks 1 load 2>&1
        """;
    assertEquals(
        List.of("warming up", "asked", "1 s", "asked", "40", "VALID"),
        lines("measured.sh", stubs, Map.of()));
  }

  /// A load of two numbers that grow while somebody sleeps. Nobody really does, so that it may be
  /// ended before its own shell has forgotten the trap, and the folder is gone then.
  private static final String LOAD =
      """
      now=0 load_cpu=0 work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
      taskset() { shift 2; exec "$@"; }
      sleep() { now=$((now + $1)); }
      counters() { echo "$now $((10 * now))"; }
      """;

  @Test
  void countsWhileALoadRunsAfterItsWarmUp() throws IOException, InterruptedException {
    String asked =
        "under_load 3 5 sleep 60; kill -0 $load 2>/dev/null || echo ended; echo ${grown[*]}";
    assertEquals(List.of("ended", "5 50"), lines("measured.sh", LOAD + asked, Map.of()));
  }

  @Test
  void showsTheLogOfALoadThatEndsBeforeItIsToEnd() throws IOException, InterruptedException {
    List<String> told = List.of("bash: the load ended by itself:", "refused", "1");
    String asked = "(under_load 3 5 sh -c 'echo refused; exec sleep 60' 2>&1) || echo $?";
    for (int asleep : List.of(3, 5)) {
      String ends =
          """
          sleep() {
            (($1 == %d)) || return 0
            until [ -s "$work/load.log" ]; do command sleep 0.05; done
            kill "$load"; wait "$load" || true
          }
          """
              .formatted(asleep);
      assertEquals(told, lines("measured.sh", LOAD + ends + asked, Map.of()), "asleep " + asleep);
    }
  }

  @Test
  void tellsWhyALoadIsNotValid(@TempDir Path folder) throws IOException, InterruptedException {
    assertEquals(
        List.of("bash: the load is not valid: \"1 error reply, as: no\", \"2 were late\"", "1"),
        judged(folder, "INVALID", List.of("1 error reply, as: no", "2 were late")));
    assertEquals(List.of(), judged(folder, "VALID", List.of()));
  }

  private static List<String> judged(Path folder, String verdict, List<String> reasons)
      throws IOException, InterruptedException {
    JsonObject json = new JsonObject().put("verdict", verdict).put("reasons", reasons);
    Path file = Files.writeString(folder.resolve("run.json"), json.put("replies", 7).toString());
    return lines("measured.sh", "valid 'the load' '" + file + "' 2>&1 || echo $?", Map.of());
  }

  @Test
  void saysThatAModeFailedInsteadOfLeavingItsRoundsOut() throws IOException, InterruptedException {
    requirePython();
    String asked =
        """
        python3 - <<'PYTHON'
        import runpy

        cells = runpy.run_path("benchmarks/bad-neighbours")["cells"]
        times = {"p50": 1e6, "p99": 2e6}
        valid = {"verdict": "VALID", "generatorWasLimit": False, "responseTimeNanos": times, "sendLagNanos": times}
        late = {"verdict": "INVALID", "generatorWasLimit": True, "errors": {"connectionsClosed": 0, "unanswered": 3}}
        lost = {"verdict": "INVALID", "generatorWasLimit": False, "errors": {"connectionsClosed": 1}}
        both = {**lost, "generatorWasLimit": True}
        print(cells([(valid, valid), (late, valid), (valid, valid)])[1])
        print(cells([(late, valid)]))
        print(cells([(valid, valid), (late, lost), (valid, late)]))
        print(cells([(valid, both)]))
        PYTHON
        """;
    assertEquals(
        List.of(
            "2",
            "(['-', '-', '-'], 0)",
            "(['failed in 1 of 2 rounds', '', ''], 1)",
            "(['failed in 1 of 1 rounds', '', ''], 0)"),
        lines("words.sh", asked, Map.of()));
  }

  @Test
  void takesARunWithoutAResultForAFaultOfTheServer(@TempDir Path folder)
      throws IOException, InterruptedException {
    requirePython();
    Files.writeString(folder.resolve("run.json"), "{\"verdict\": \"VALID\"}");
    String asked =
        """
        python3 - '%s' <<'PYTHON'
        import runpy, sys

        judge = runpy.run_path("benchmarks/runs.py")
        run = judge["read"](sys.argv[1] + "/none.json", "connecting\\nmuxscope: connection reset\\n")
        print(judge["is_failure"](run), run["reasons"])
        print(judge["read"](sys.argv[1] + "/none.json", "")["reasons"])
        print(judge["read"](sys.argv[1] + "/run.json", ""))
        PYTHON
        """
            .formatted(folder);
    assertEquals(
        List.of(
            "True ['muxscope: connection reset']",
            "['the server has ended']",
            "{'verdict': 'VALID'}"),
        lines("words.sh", asked, Map.of()));
  }

  @Test
  void readsMemoryOnceWhatAServerKeepsIsTheSame() throws IOException, InterruptedException {
    requirePython();
    String asked =
        """
        python3 - <<'PYTHON'
        import itertools, runpy

        settled = runpy.run_path("benchmarks/rest.py")["settled"]
        def of(figure):
            looks = itertools.count()
            bytes_, at_rest = settled(lambda: figure(next(looks)))
            print(round(bytes_ / 1e6), at_rest, next(looks))
        of(lambda look: 103e6 if look % 10 < 7 else 100e6)
        of(lambda look: 100e6 * 1.0019 ** look)
        of(lambda look: 200e6 if look < 3 else 100e6)
        PYTHON
        """;
    assertEquals(
        List.of("100 True 28", "109 False 61", "100 True 28"), lines("words.sh", asked, Map.of()));
  }

  @Test
  void refusesWordsThatAreNoNumbers() throws IOException, InterruptedException {
    assertEquals(
        List.of("bash: x is no whole number from 1 to 999999999; --help tells more", "2"),
        lines("words.sh", "(words 2 7 x 2>&1) || echo $?", Map.of()));
    assertEquals(
        List.of("bash: at most 1 numbers; --help tells which", "2"),
        lines("words.sh", "(words 1 7 8 2>&1) || echo $?", Map.of()));
    assertEquals(List.of(), lines("words.sh", "words 2 7 999999999", Map.of()));
  }

  @Test
  void saysWhatIsNotInstalled() throws IOException, InterruptedException {
    assertEquals(
        List.of("bash: no-such-tool is not installed", "1"),
        lines("words.sh", "(need bash no-such-tool 2>&1) || echo $?", Map.of()));
  }

  @Test
  void knowsAnOptionHoweverItsValueIsWritten() throws IOException, InterruptedException {
    String asked =
        """
        for words in '-f 3' '-f=3' '-f3' 'Parser -f 3' '-wi 3' 'f -foe'; do
          given -f $words && echo "$words"
        done; true
        """;
    assertEquals(List.of("-f 3", "-f=3", "-f3", "Parser -f 3"), lines("words.sh", asked, Map.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bad-neighbours",
        "calibrate-advisor",
        "cores",
        "cross-check",
        "fuzz",
        "load-cost",
        "jmh",
        "peer",
        "probe-overhead",
        "side-by-side",
        "soak",
        "tails",
        "tls"
      })
  void tellsWhatAScriptTakes(String script) throws IOException, InterruptedException {
    String asked = "benchmarks/" + script + " --help";
    if (isPython(script)) {
      requirePython();
    } else {
      // As if nothing were installed that a script needs.
      asked = "command() { false; }; export -f command; " + asked;
    }
    List<String> help = lines("words.sh", asked, Map.of());
    assertTrue(help.stream().anyMatch(line -> line.contains("benchmarks/" + script)), help + "");
  }

  @Test
  void showsTheLogOfAServerThatDoesNotStart() throws IOException, InterruptedException {
    String dies =
        """
        log=$(mktemp); trap 'rm "$log"' EXIT
        sh -c 'echo "address already in use"; exit 1' >"$log" & server=$!
        (await_ready mine $server "$log" 2>&1) || echo $?
        """;
    assertEquals(
        List.of("bash: mine did not start:", "address already in use", "1"),
        lines("started.sh", dies, Map.of()));
  }

  @Test
  void showsWhatAQuietCommandSaidOnlyIfItFailed() throws IOException, InterruptedException {
    String both =
        """
        begin
        quiet echo fine
        (quiet sh -c 'echo "it was late"; exit 3' 2>&1; echo "went on") || echo $?
        """;
    assertEquals(List.of("it was late", "1"), lines("started.sh", both, Map.of()));
  }

  @Test
  void waitsUntilAServerIsReady() throws IOException, InterruptedException {
    String starts =
        """
        log=$(mktemp); trap 'rm "$log"' EXIT
        sh -c 'sleep 0.2; echo "Ready to accept connections"; exec sleep 60' >"$log" & server=$!
        await_ready mine $server "$log"; kill $server; cat "$log"
        """;
    assertEquals(List.of("Ready to accept connections"), lines("started.sh", starts, Map.of()));
  }

  @Test
  void endsServersAndTakesNoOldWordForThatOfANewOne() throws IOException, InterruptedException {
    String twice =
        """
        begin
        start mine sh -c 'echo "ready at $0"; exec sleep 60' $port
        kill -STOP ${pids[0]}; first=${pids[0]}
        stop
        kill -0 $first 2>/dev/null || echo "ended, ${#names[@]} left"
        start mine sh -c 'sleep 0.3; echo "ready at $0"; exec sleep 60' $port
        cat "$work/mine.log"
        """;
    assertEquals(
        List.of("ended, 0 left", "ready at 8"), lines("started.sh", SERVERS + twice, Map.of()));
  }

  /// A terminal's Ctrl-C goes to all processes of the group, of which a load ends as if its time
  /// were over.
  @Test
  @EnabledOnOs(OS.LINUX)
  void endsByCtrlCWithAllThatItStarted(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path script =
        Files.writeString(
            folder.resolve("script"),
            "set -euo pipefail; . benchmarks/started.sh\n"
                + SERVERS
                + """
                begin
                start mine sh -c 'echo ready; exec sleep 60'
                timeout --foreground 60 sh -c "trap 'exit 0' INT; echo ${pids[0]} $work >'$1/loads'
                  while :; do sleep 0.05; done" || true
                echo "went on"
                """);
    String interrupt =
        """
        setsid env --default-signal=INT bash '%s' '%s' & group=$!
        for _ in {1..400}; do if [ -s '%2$s/loads' ]; then break; fi; sleep 0.05; done
        read -r server work <'%2$s/loads'
        kill -INT -- -$group
        wait $group || echo $?
        kill -0 $server 2>/dev/null || [ -e "$work" ] || echo "all gone"
        """
            .formatted(script, folder);
    assertEquals(List.of("130", "all gone"), lines("words.sh", interrupt, Map.of()));
  }

  @Test
  void takesTheMeanOfTheMiddleTwo() throws IOException, InterruptedException {
    String medians =
        "awk \"$awk_median\"' { for (i = 1; i <= NF; i++) list[i - 1] = $i; print median(list, NF) }'";
    assertEquals(
        List.of("2.5", "3", "7"),
        lines("measured.sh", "printf '4 1 2 3\n5 1 3\n7\n' | " + medians, Map.of()));
  }

  private static boolean isPython(String script) throws IOException {
    return Files.readString(ROOT.resolve("benchmarks").resolve(script)).startsWith(PYTHON);
  }

  /// Where Python is missing, what needs it is skipped aloud; in CI it fails.
  private static void requirePython() throws IOException, InterruptedException {
    if (!"true".equals(System.getenv("CI"))
        && lines("words.sh", "command -v python3 || true", Map.of()).isEmpty()) {
      System.out.println("SKIPPED: python3 is not installed");
      Assumptions.abort("python3 is not installed");
    }
  }

  /// What a line of Bash prints in the root, once a script was sourced.
  private static List<String> lines(String script, String line, Map<String, String> variables)
      throws IOException, InterruptedException {
    String text = "set -euo pipefail; . benchmarks/" + script + "; " + line;
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", text)
            .directory(ROOT.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(variables);
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), printed);
    return printed.lines().toList();
  }
}
