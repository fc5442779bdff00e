package dev.muxscope.lab;

import java.nio.file.Path;
import java.util.Map;

/// What the kernel holds for connections and threads, of the whole system.
final class KernelMemory {

  private static final double PAGE_BYTES =
      1024 * ProcFiles.number("KernelPageSize", ProcFiles.read(Path.of("/proc/self/smaps")));

  private KernelMemory() {}

  /// Bytes of each part that is the kernel's; `NaN` where it does not tell.
  static Map<MemoryPart, Double> bytes() {
    String meminfo = ProcFiles.read(Path.of("/proc/meminfo"));
    String sockstat = ProcFiles.read(Path.of("/proc/net/sockstat"));
    return Map.of(
        MemoryPart.KERNEL_BUFFERS, PAGE_BYTES * ProcFiles.tcpPages(sockstat),
        MemoryPart.KERNEL_OBJECTS, 1024 * ProcFiles.number("Slab", meminfo),
        MemoryPart.KERNEL_STACKS, 1024 * ProcFiles.number("KernelStack", meminfo));
  }
}
