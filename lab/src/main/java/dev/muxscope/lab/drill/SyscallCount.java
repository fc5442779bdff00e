package dev.muxscope.lab.drill;

import dev.muxscope.client.RespClient;
import dev.muxscope.lab.ChildProcess;
import dev.muxscope.lab.LabException;
import dev.muxscope.lab.ProcFiles;
import dev.muxscope.lab.ServerChild;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Counts a server's system calls while every connection is busy: by `strace`, or where that is
/// not to be had, by what the kernel and the server count themselves.
///
/// Owned by the drill's thread.
final class SyscallCount {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration WARM_UP = Duration.ofSeconds(1);
  private static final Duration COUNTED = Duration.ofSeconds(2);

  /// More than attaching to a thousand threads and counting take; it is ended before.
  private static final Duration LOAD = Duration.ofSeconds(60);

  private final Stage stage;
  private final boolean strace;

  private SyscallCount(Stage stage, boolean strace) {
    this.stage = stage;
    this.strace = strace;
  }

  /// By `strace` where it is on the path and may attach.
  ///
  /// @throws LabException if there is no `/proc` either
  static SyscallCount of(Stage stage) throws LabException {
    boolean strace = onPath("strace") && mayAttach();
    if (!strace && ProcFiles.read(Path.of("/proc/self/io")).isEmpty()) {
      throw new LabException("two-syscalls needs strace or Linux's /proc/PID/io: neither is here");
    }
    return new SyscallCount(stage, strace);
  }

  private static boolean onPath(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String directory : path.split(File.pathSeparator, -1)) {
      if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, program))) {
        return true;
      }
    }
    return false;
  }

  /// A kernel may allow tracing only to parents, which strace is not, and to root.
  private static boolean mayAttach() {
    String scope = ProcFiles.read(Path.of("/proc/sys/kernel/yama/ptrace_scope")).strip();
    return scope.isEmpty()
        || scope.equals("0")
        || (scope.equals("1") && System.getProperty("user.name", "").equals("root"));
  }

  String note() {
    return strace
        ? "Counted by strace -c -f, which slows the server down and changes no count: others are"
            + " mostly futex, with which threads wake each other. Requests are those answered"
            + " meanwhile."
        : "strace is not here, or may not attach: reads and writes are from /proc/PID/io, the waits"
            + " of an event loop from its own INFO; a dash was not counted.";
  }

  @Override
  public String toString() {
    return strace
        ? "system calls are counted by strace"
        : "system calls are counted by /proc and INFO";
  }

  /// Counts with some busy connections.
  TwoSyscallsDrill.Cell count(ServerChild server, String mode, int connections)
      throws LabException, IOException, InterruptedException {
    List<String> options =
        List.of(
            "--connections",
            Integer.toString(connections),
            "--warmup",
            WARM_UP.toMillis() + "ms",
            "--duration",
            LOAD.toSeconds() + "s");
    try (ChildProcess load = stage.load(server, options);
        RespClient client = RespClient.connect(server.socketAddress(), TIMEOUT)) {
      load.awaitLine("measuring"::equals, "the measured part", WARM_UP.plus(TIMEOUT));
      TwoSyscallsDrill.Cell cell =
          strace
              ? byStrace(server, client, mode, connections)
              : byProc(server, client, mode, connections);
      load.terminate();
      return cell;
    }
  }

  private TwoSyscallsDrill.Cell byStrace(
      ServerChild server, RespClient client, String mode, int connections)
      throws LabException, IOException, InterruptedException {
    Path table = stage.file("strace.txt");
    List<String> command =
        List.of(
            "strace", "-c", "-f", "-o", table.toString(), "-p", Long.toString(server.pid()));
    try (ChildProcess strace = stage.program(command)) {
      strace.awaitLine(line -> line.contains("attached"), "being attached", TIMEOUT);
      Counters before = Counters.read(client);
      Thread.sleep(COUNTED);
      Counters after = Counters.read(client);
      strace.terminate();
      double requests = after.since(before, "total_commands_processed");
      SystemCalls calls = SystemCalls.parse(Files.readString(table));
      return new TwoSyscallsDrill.Cell(mode, connections, calls.per(requests), requests);
    }
  }

  private static TwoSyscallsDrill.Cell byProc(
      ServerChild server, RespClient client, String mode, int connections)
      throws IOException, InterruptedException {
    Path io = Path.of("/proc", Long.toString(server.pid()), "io");
    Counters before = Counters.read(client);
    String ioBefore = ProcFiles.read(io);
    Thread.sleep(COUNTED);
    Counters after = Counters.read(client);
    String ioAfter = ProcFiles.read(io);
    double requests = after.since(before, "total_commands_processed");
    double selects = after.since(before, "total_selects");
    boolean blocks = mode.equals("threads");
    SystemCalls calls =
        new SystemCalls(
            ProcFiles.number("syscr", ioAfter) - ProcFiles.number("syscr", ioBefore),
            ProcFiles.number("syscw", ioAfter) - ProcFiles.number("syscw", ioBefore),
            blocks ? 0 : selects == 0 ? Double.NaN : selects,
            blocks ? 0 : Double.NaN,
            Double.NaN);
    return new TwoSyscallsDrill.Cell(mode, connections, calls.per(requests), requests);
  }
}
