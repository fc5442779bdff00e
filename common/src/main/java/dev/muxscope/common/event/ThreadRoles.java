package dev.muxscope.common.event;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// CPU accounts of this process's threads by what they are for, from `/proc/self/task`.
///
/// Threads that have ended keep their last account, so that the sums of a role never fall. What
/// they used after it, or all if they were never read, is the account of [#ENDED]: with it, the
/// roles' CPU time is the process's. Used by one thread at a time, Flight Recorder's.
final class ThreadRoles {

  /// Where the kernel lists this process's threads.
  static final Path TASKS = Path.of("/proc/self/task");

  /// Threads that have ended, as far as no account of their role has their CPU time.
  static final String ENDED = "ended threads";

  /// Beginnings of names, and the role they mean.
  private static final String[][] ROLES = {
    {"mux-loop", "event loop"},
    {"mux-worker", "worker"},
    {"mux-accept", "acceptor"},
    {"mux-conn", "connection thread"},
    {"ForkJoinPool-", "carrier"},
    {"Read-Poller", "poller"},
    {"Write-Poller", "poller"},
    {"MasterPoller", "poller"},
    {"VirtualThread-u", "poller"},
    {"C1 Compiler", "compiler"},
    {"C2 Compiler", "compiler"},
    {"GC Thread", "GC"},
    {"G1 ", "GC"},
    {"ZWorker", "GC"},
    {"ZDriver", "GC"},
    {"ZDirector", "GC"},
    {"ZStat", "GC"},
    {"ZUncommitter", "GC"},
    {"Shenandoah", "GC"},
    {"JFR ", "JFR"},
    {"VM Thread", "VM"},
    {"VM Periodic", "VM"},
    // The kernel knows the threads that the launcher starts by the program's name.
    {"java", "main"},
  };

  /// What the threads of a role have used.
  ///
  /// @param threads how many there are now
  /// @param cpu nanoseconds on a core, of those that ended too
  /// @param runQueue nanoseconds ready to run but waiting for a core
  /// @param switches how often they were put on a core
  record Account(int threads, long cpu, long runQueue, long switches) {

    private Account plus(Account other) {
      return new Account(
          threads + other.threads,
          cpu + other.cpu,
          runQueue + other.runQueue,
          switches + other.switches);
    }

    private Account ended() {
      return new Account(0, cpu, runQueue, switches);
    }
  }

  private record Usage(String role, Account account) {}

  private final Path tasks;
  private final LongSupplier processCpu;
  private final Map<String, Account> ended = new HashMap<>();
  private Map<String, Usage> living = Map.of();
  private long unread;

  ThreadRoles() {
    this(TASKS, ThreadRoles::processCpu);
  }

  /// @param tasks a folder like [#TASKS]
  /// @param processCpu CPU time of the process with the threads that have ended, in nanoseconds
  ThreadRoles(Path tasks, LongSupplier processCpu) {
    this.tasks = tasks;
    this.processCpu = processCpu;
  }

  /// The accounts by role; empty where the kernel keeps none, or while one cannot be read, as with
  /// too many open files.
  Map<String, Account> read() {
    try (DirectoryStream<Path> list = Files.newDirectoryStream(tasks)) {
      return read(list);
    } catch (IOException | DirectoryIteratorException _) {
      return Map.of();
    }
  }

  /// @param listed the folders of threads, as the kernel lists them: one that lives may be missing
  ///   if another ended amid the listing
  Map<String, Account> read(Iterable<Path> listed) throws IOException {
    // Before the threads' accounts, so that no thread's time counts as that of one that has ended.
    long whole = processCpu.getAsLong();
    Map<String, Usage> now = new HashMap<>();
    for (Path task : listed) {
      readThread(task, now);
    }
    for (String id : living.keySet()) {
      if (!now.containsKey(id)) {
        readThread(tasks.resolve(id), now);
      }
    }
    settle(now);
    Map<String, Account> sums = new HashMap<>(ended);
    now.values().forEach(each -> sums.merge(each.role, each.account, Account::plus));
    long read = sums.values().stream().mapToLong(Account::cpu).sum();
    if (read == 0) {
      return Map.of();
    }
    unread = Math.max(unread, whole - read);
    sums.put(ENDED, new Account(0, unread, 0, 0));
    return sums;
  }

  /// Includes the threads that have ended.
  private static long processCpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }

  /// Keeps the last accounts of threads that have ended.
  private void settle(Map<String, Usage> now) {
    living.forEach((id, thread) -> {
      if (!now.containsKey(id)) {
        ended.merge(thread.role, thread.account.ended(), Account::plus);
      }
    });
    living = now;
  }

  /// @throws IOException if it cannot be read though it lives: without its account, its time would
  ///   be that of [#ENDED]
  private static void readThread(Path task, Map<String, Usage> into) throws IOException {
    try {
      String name = Files.readString(task.resolve("comm")).strip();
      String[] account = Files.readString(task.resolve("schedstat")).strip().split(" ");
      into.put(
          task.getFileName().toString(),
          new Usage(
              role(name),
              new Account(
                  1,
                  Long.parseLong(account[0]),
                  Long.parseLong(account[1]),
                  Long.parseLong(account[2]))));
    } catch (IOException e) {
      if (Files.exists(task)) {
        throw e;
      }
      // It has ended since it was listed.
    }
  }

  /// The role of a thread by its name, of which the kernel keeps 15 characters.
  static String role(String name) {
    for (String[] each : ROLES) {
      if (name.startsWith(each[0])) {
        return each[1];
      }
    }
    return "other";
  }
}
