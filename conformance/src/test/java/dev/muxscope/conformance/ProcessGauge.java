package dev.muxscope.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What Linux tells of a process, without asking the process.
///
/// @param pid of the process
record ProcessGauge(long pid) {

  private static final String CLOSE_WAIT = "08";

  /// `/proc` counts in hundredths of a second.
  private static final int MILLIS_PER_TICK = 10;

  /// Open file descriptors.
  int descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return (int) open.count();
    }
  }

  /// The fewest open file descriptors of several looks: a connection is no longer listed a moment
  /// before its descriptor is closed.
  int settledDescriptors() throws IOException, InterruptedException {
    int least = descriptors();
    for (int i = 0; i < 10; i++) {
      Thread.sleep(20);
      least = Math.min(least, descriptors());
    }
    return least;
  }

  /// Open sockets: descriptors without files, and without the pollers that a JDK opens at times.
  int sockets() throws IOException {
    int count = 0;
    try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      for (Path descriptor : (Iterable<Path>) open::iterator) {
        count += isSocket(descriptor) ? 1 : 0;
      }
    }
    return count;
  }

  private static boolean isSocket(Path descriptor) throws IOException {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (NoSuchFileException e) {
      return false; // closed since it was listed
    }
  }

  /// Time on a processor since its start, of all threads, in milliseconds.
  long cpuMillis() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return MILLIS_PER_TICK * (Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
  }

  /// Resident memory in bytes.
  long residentBytes() throws IOException {
    String status = Files.readString(Path.of("/proc/" + pid + "/status"));
    Matcher line = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB").matcher(status);
    if (!line.find()) {
      throw new IOException("no VmRSS in " + status);
    }
    return 1024 * Long.parseLong(line.group(1));
  }

  /// Sockets at a local port whose client has left, and that were not closed.
  static long closeWaits(int port) throws IOException {
    String local = ":%04X".formatted(port);
    long count = 0;
    for (String file : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      try (Stream<String> lines = Files.lines(Path.of(file))) {
        count +=
            lines
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields[1].endsWith(local) && fields[3].equals(CLOSE_WAIT))
                .count();
      }
    }
    return count;
  }
}
