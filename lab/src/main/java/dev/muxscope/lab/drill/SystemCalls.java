package dev.muxscope.lab.drill;

import java.util.Set;

/// System calls of a process over some time, by what they are for.
///
/// A figure is `NaN` where it was not counted.
///
/// @param reads from sockets and other files
/// @param writes to sockets and other files
/// @param waits for readiness, as `epoll_wait`
/// @param arms changes of what is waited for, `epoll_ctl`
/// @param others everything else, mostly `futex`
record SystemCalls(double reads, double writes, double waits, double arms, double others) {

  private static final Set<String> READS = Set.of("read", "readv", "recvfrom", "recvmsg");
  private static final Set<String> WRITES = Set.of("write", "writev", "sendto", "sendmsg");
  private static final Set<String> WAITS =
      Set.of("epoll_wait", "epoll_pwait", "epoll_pwait2", "poll", "ppoll", "select", "pselect6");

  /// Adds up the table that `strace -c` prints: `% time, seconds, usecs/call, calls, errors (may be
  /// empty), syscall`.
  static SystemCalls parse(String table) {
    double reads = 0;
    double writes = 0;
    double waits = 0;
    double arms = 0;
    double others = 0;
    for (String line : table.lines().toList()) {
      String[] fields = line.strip().split(" +");
      String name = fields[fields.length - 1];
      if (fields.length < 5 || !fields[3].matches("\\d+") || name.equals("total")) {
        continue;
      }
      double calls = Double.parseDouble(fields[3]);
      reads += READS.contains(name) ? calls : 0;
      writes += WRITES.contains(name) ? calls : 0;
      waits += WAITS.contains(name) ? calls : 0;
      arms += name.equals("epoll_ctl") ? calls : 0;
      others += calls;
    }
    return new SystemCalls(reads, writes, waits, arms, others - reads - writes - waits - arms);
  }

  /// Each figure by a number of requests.
  SystemCalls per(double requests) {
    return new SystemCalls(
        reads / requests, writes / requests, waits / requests, arms / requests, others / requests);
  }

  /// Those for input and output; `NaN` if the waits were not counted. Where only the changes of
  /// what is waited for were not, as those of an event loop, they are few and left out.
  double io() {
    return reads + writes + waits + (Double.isNaN(arms) ? 0 : arms);
  }
}
