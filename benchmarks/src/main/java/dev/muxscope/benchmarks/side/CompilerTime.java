package dev.muxscope.benchmarks.side;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// CPU time that the compilers of another process's JVM have taken, as the kernel accounts it to
/// their threads. A process without a JVM has no such threads, and takes none.
///
/// Safe for all threads.
final class CompilerTime {

  private static final Path PROCESSES = Path.of("/proc");

  private CompilerTime() {}

  /// Nanoseconds since the process began, of the compiler threads that live: the JVM ends those
  /// that have nothing to do.
  static long nanos(long pid) {
    return nanos(PROCESSES, pid);
  }

  static long nanos(Path processes, long pid) {
    Path tasks = processes.resolve(Long.toString(pid)).resolve("task");
    long sum = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
      for (Path thread : threads) {
        sum += ofThread(thread);
      }
    } catch (IOException e) {
      // The process has ended, which its owner finds out in another way.
      return sum;
    }
    return sum;
  }

  private static long ofThread(Path thread) {
    try {
      String name = Files.readString(thread.resolve("comm"));
      // The kernel keeps 15 characters of "C2 CompilerThread0".
      return name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler")
          ? Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[0])
          : 0;
    } catch (IOException e) {
      // It ended between two readings.
      return 0;
    }
  }
}
