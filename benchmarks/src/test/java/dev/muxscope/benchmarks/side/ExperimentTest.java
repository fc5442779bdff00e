package dev.muxscope.benchmarks.side;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.lab.Children;
import dev.muxscope.lab.LabException;
import dev.muxscope.lab.Pinning;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExperimentTest {

  private static final Machine MACHINE =
      new Machine(Path.of("/root-of-it"), Optional.empty(), "no gcc", Pinning.none("a test"));

  @Test
  void notesAServerThatFailsInTheFirstRoundToo() throws Exception {
    Options options = Options.parse(List.of("--modes", "select,selct", "--only", "select,selct"));
    Contenders contenders = Contenders.of(MACHINE, options);
    try (Children children = new Children()) {
      Experiment experiment =
          new Comparison(
              MACHINE,
              options,
              contenders,
              children,
              new PrintStream(OutputStream.nullOutputStream()));
      experiment.goOnWithout(
          contenders.present().getLast(), 0, "failed", new LabException("no mode\n selct"));
      assertEquals(List.of("selct failed in round 1: no mode selct"), experiment.notes());
    }
    assertEquals(List.of("select"), names(contenders));
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

  private static List<String> command(String kind) throws UsageException {
    Options options = Options.parse(List.of(kind, "--only", "select"));
    return Contenders.of(MACHINE, options).present().getFirst().command().apply(6379);
  }

  private static List<String> names(Contenders contenders) {
    return contenders.present().stream().map(Contender::name).toList();
  }
}
