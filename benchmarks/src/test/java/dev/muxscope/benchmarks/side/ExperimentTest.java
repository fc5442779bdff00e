package dev.muxscope.benchmarks.side;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.benchmarks.UsageException;
import dev.muxscope.lab.Children;
import dev.muxscope.lab.LabException;
import dev.muxscope.lab.Pinning;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentTest {

  private static final Machine MACHINE =
      new Machine(Path.of("/root-of-it"), Optional.empty(), "no gcc", Pinning.none("a test"));

  @Test
  void notesAServerThatFailsInTheFirstRoundToo() throws Exception {
    Options options =
        Options.parse(List.of("--modes", "select,vthreads", "--only", "select,vthreads"));
    Contenders contenders = Contenders.of(MACHINE, options);
    try (Children children = new Children()) {
      Experiment experiment = silent(MACHINE, options, contenders, children);
      experiment.goOnWithout(
          contenders.present().getLast(), 0, "failed", new LabException("no such\n mode"));
      assertEquals(List.of("vthreads failed in round 1: no such mode"), experiment.notes());
    }
    assertEquals(List.of("select"), names(contenders));
  }

  /// A server that says it is ready, and is not there for the load.
  @Test
  void endsAServerThatCannotBeWarmedUp(@TempDir Path root) throws Exception {
    Path launcher = root.resolve("app/target/muxscope/bin/muxscope");
    Files.createDirectories(launcher.getParent());
    String pid = root.resolve("pid").toString();
    Files.writeString(
        launcher, "#!/bin/sh\necho $$ > '" + pid + "'\necho ready at last\nexec sleep 60\n");
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    Machine machine = new Machine(root, Optional.empty(), "no gcc", Pinning.none("a test"));
    Options options = Options.parse(List.of("--only", "select", "--requests", "GET64"));
    Contenders contenders = Contenders.of(machine, options);
    try (Children children = new Children()) {
      Comparison comparison = silent(machine, options, contenders, children);
      comparison.run();
      long number = Long.parseLong(Files.readString(Path.of(pid)).strip());
      ProcessHandle.of(number).ifPresent(server -> server.onExit().join());
      assertTrue(
          comparison
              .notes()
              .getFirst()
              .startsWith("select could not be started and warmed up in round 1: "),
          () -> comparison.notes() + "");
    }
  }

  private static Comparison silent(
      Machine machine, Options options, Contenders contenders, Children children) {
    return new Comparison(
        machine, options, contenders, children, new PrintStream(OutputStream.nullOutputStream()));
  }

  @Test
  void saysInWhichRoundAServerHasNoFigure() {
    assertEquals(
        "select has no figure in round 3 at PING, 50 connections: its load failed",
        Comparison.noFigure(
            "select", new Place(50, 1, Request.PING), 2, new LabException("its\nload failed")));
  }

  @Test
  void readsTheMemoryOfJvmsOnSmallPages() throws Exception {
    List<String> command = command("--memory");
    assertEquals("env", command.getFirst());
    String shown = Surroundings.shown(command);
    assertTrue(shown.contains("Pages muxscope serve --mode=select"), shown);
    assertTrue(
        command.get(1).matches("MUXSCOPE_OPTS=.*-XX:-UseTransparentHugePages"), command + "");
    assertEquals(MACHINE.launcher().toString(), command("--full").getFirst());
  }

  /// Redis's tables for a million connections are 40 MB.
  @Test
  void aServerMayHaveNoMoreConnectionsThanCanComeAbout() throws Exception {
    String limit = command("--connections=50").getLast();
    assertTrue(limit.matches("--max-connections=(1100|[1-9]\\d{0,2})"), limit);
  }

  private static List<String> command(String kind) throws UsageException {
    Options options = Options.parse(List.of(kind, "--only", "select"));
    return Contenders.of(MACHINE, options).present().getFirst().command().apply(6379);
  }

  private static List<String> names(Contenders contenders) {
    return contenders.present().stream().map(Contender::name).toList();
  }
}
