package dev.muxscope.benchmarks.jmh;

import dev.muxscope.common.protocol.ReplyWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Replies to bytes. Each thread has its own.
@State(Scope.Thread)
public class WriterBenchmark {

  private final ReplyWriter writer = new ReplyWriter();
  private final byte[] small = new byte[64];
  private final byte[] large = new byte[4096];

  @Benchmark
  public int pong() {
    writer.clear();
    writer.pong();
    return writer.size();
  }

  @Benchmark
  public int bulk64() {
    return bulk(small);
  }

  @Benchmark
  public int bulk4096() {
    return bulk(large);
  }

  private int bulk(byte[] value) {
    writer.clear();
    writer.bulk(value);
    return writer.size();
  }
}
