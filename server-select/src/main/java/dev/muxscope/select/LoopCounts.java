package dev.muxscope.select;

import dev.muxscope.common.event.IoCounters;

/// What a loop does in one turn, in plain fields of its own thread, added to the server's counters
/// once a turn.
final class LoopCounts {

  int reads;
  int emptyReads;
  int writes;
  int partialWrites;
  int requests;
  long bytesRead;
  long bytesWritten;

  private final IoCounters total;

  LoopCounts(IoCounters total) {
    this.total = total;
  }

  /// Ends a turn, which is one select.
  void flush() {
    total.selects.increment();
    if (reads + writes > 0) {
      total.reads.add(reads);
      total.emptyReads.add(emptyReads);
      total.writes.add(writes);
      total.partialWrites.add(partialWrites);
      total.bytesRead.add(bytesRead);
      total.bytesWritten.add(bytesWritten);
    }
    reads = emptyReads = writes = partialWrites = requests = 0;
    bytesRead = bytesWritten = 0;
  }
}
