package dev.muxscope.lab.drill;

import dev.muxscope.client.RespClient;
import dev.muxscope.lab.ChildProcess;
import dev.muxscope.lab.LabException;
import dev.muxscope.lab.LoadChild;
import dev.muxscope.lab.ProcFiles;
import dev.muxscope.lab.Programs;
import dev.muxscope.lab.ServerChild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Counts a server's system calls while every connection is busy: by `strace`, or where that is not
/// to be had, by what the kernel and the server count themselves.
///
/// Owned by the drill's thread.
final class SyscallCount {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration WARM_UP = Duration.ofMillis(500);
  private static final Duration COUNTED = Duration.ofSeconds(1);
  private static final String REQUESTS = "total_commands_processed";

  /// Its number in the kernel.
  private static final int CAP_SYS_PTRACE = 19;

  /// For the server to see that its connections are closed.
  private static final Duration LAST_CLOSES = Duration.ofMillis(300);

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
    boolean strace = Programs.exists("strace") && mayAttach();
    if (!strace && ProcFiles.read(Path.of("/proc/self/io")).isEmpty()) {
      throw new LabException("two-syscalls needs strace or Linux's /proc/PID/io: neither is here");
    }
    return new SyscallCount(stage, strace);
  }

  private static boolean mayAttach() {
    return mayAttach(
        ProcFiles.read(Path.of("/proc/sys/kernel/yama/ptrace_scope")).strip(),
        ProcFiles.read(Path.of("/proc/self/status")));
  }

  /// A kernel may allow tracing only to parents, which strace is not, and to who has a capability
  /// for it, which root has not in most containers.
  ///
  /// @param scope of Yama; empty where there is none
  /// @param status of this process, from `/proc`
  static boolean mayAttach(String scope, String status) {
    return switch (scope) {
      case "", "0" -> true;
      case "1", "2" -> ProcFiles.hasCapability(CAP_SYS_PTRACE, status);
      default -> false;
    };
  }

  String note() {
    return strace
        ? "Counted by strace -c -f, opening and closing the connections too; others are mostly futex,"
            + " with which threads wake each other. Being traced makes the server slower, so that the"
            + " next request is there more often when a virtual thread tries to read; the last column"
            + " is the reads of a run of its own without strace, from /proc/PID/io."
        : "strace is not here, or may not attach: reads and writes are from /proc/PID/io, the waits"
            + " of an event loop from its own INFO; a dash was not counted.";
  }

  @Override
  public String toString() {
    return strace
        ? "system calls are counted by strace"
        : "system calls are counted by /proc and INFO";
  }

  /// Counts from before the connections are opened until after they are closed, when the server is
  /// idle: so that calls and requests are of the same time, however long counting takes to begin.
  TwoSyscallsDrill.Cell count(ServerChild server, String mode, int connections)
      throws LabException, IOException, InterruptedException {
    try (RespClient client = RespClient.connect(server.socketAddress(), TIMEOUT)) {
      Counters begun = Counters.read(client);
      SystemCalls untraced = byProc(server, mode, client, connections);
      Counters between = Counters.read(client);
      double requests = between.since(begun, REQUESTS);
      SystemCalls perRequest = untraced.per(requests);
      double reads = perRequest.reads();
      if (strace) {
        SystemCalls traced = byStrace(server, mode, connections);
        requests = Counters.read(client).since(between, REQUESTS);
        perRequest = traced.per(requests);
      }
      return new TwoSyscallsDrill.Cell(mode, connections, perRequest, reads, requests);
    }
  }

  private void runLoad(ServerChild server, String mode, int connections)
      throws LabException, InterruptedException {
    List<String> options = List.of("--connections", Integer.toString(connections));
    try (LoadChild load = stage.load(server, options, WARM_UP, COUNTED)) {
      stage.result(TwoSyscallsDrill.subject(mode, connections), load);
      Thread.sleep(LAST_CLOSES);
    }
  }

  private SystemCalls byStrace(ServerChild server, String mode, int connections)
      throws LabException, IOException, InterruptedException {
    Path table = stage.file("strace.txt");
    List<String> command =
        List.of("strace", "-c", "-f", "-o", table.toString(), "-p", Long.toString(server.pid()));
    try (ChildProcess strace = stage.program(command)) {
      strace.awaitLine(line -> line.contains("attached"), "being attached", TIMEOUT);
      runLoad(server, mode, connections);
      int _ = strace.terminate();
      return SystemCalls.parse(Files.readString(table));
    }
  }

  private SystemCalls byProc(ServerChild server, String mode, RespClient client, int connections)
      throws LabException, IOException, InterruptedException {
    Path io = Path.of("/proc", Long.toString(server.pid()), "io");
    Counters before = Counters.read(client);
    String ioBefore = ProcFiles.read(io);
    runLoad(server, mode, connections);
    String ioAfter = ProcFiles.read(io);
    double selects = Counters.read(client).since(before, "total_selects");
    return new SystemCalls(
        ProcFiles.number("syscr", ioAfter) - ProcFiles.number("syscr", ioBefore),
        ProcFiles.number("syscw", ioAfter) - ProcFiles.number("syscw", ioBefore),
        selects == 0 ? Double.NaN : selects,
        Double.NaN,
        Double.NaN);
  }
}
