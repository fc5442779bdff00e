package dev.muxscope.lab.drill;

import java.util.List;
import java.util.Optional;

/// All drills, in the order in which they are best learned from.
public final class Drills {

  static final List<Drill> ALL =
      List.of(
          new OperatorDrill(),
          new TwoSyscallsDrill(),
          new LevelTriggeredDrill(),
          new PollVsEpollDrill(),
          new BlockingHandlerDrill(),
          new CpuHogDrill(),
          new SlowReaderDrill(),
          new ConnectStormDrill(),
          new IdleMassDrill());

  private Drills() {}

  /// What there is to learn.
  public static List<Lesson> lessons() {
    return ALL.stream().map(Drill::lesson).toList();
  }

  static Optional<Drill> named(String name) {
    return ALL.stream().filter(drill -> drill.lesson().name().equals(name)).findFirst();
  }
}
