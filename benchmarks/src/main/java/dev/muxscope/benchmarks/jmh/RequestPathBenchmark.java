package dev.muxscope.benchmarks.jmh;

import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Bytes to bytes: what every mode does between a read and a write. Each thread has its own.
@State(Scope.Thread)
public class RequestPathBenchmark {

  private static final int PIPELINE = 16;
  private static final String KEY = "key:__rand_int__";

  private final RequestPath path = new RequestPath();
  private final ByteBuffer ping = Wire.requests(1, "PING");
  private final ByteBuffer pings = Wire.requests(PIPELINE, "PING");
  private final ByteBuffer get = Wire.requests(1, "GET", KEY);
  private final ByteBuffer set64 = Wire.requests(1, "SET", "other:" + KEY, "x".repeat(64));
  private final ByteBuffer set4096 = Wire.requests(1, "SET", "other:" + KEY, "x".repeat(4096));

  /// With a value to be read.
  public RequestPathBenchmark() {
    path.process(Wire.requests(1, "SET", KEY, "x".repeat(64)));
  }

  @Benchmark
  public int ping() {
    return path.process(ping);
  }

  /// Time and bytes are those of one of the sixteen.
  @Benchmark
  @OperationsPerInvocation(PIPELINE)
  public int pingPipelined() {
    return path.process(pings);
  }

  @Benchmark
  public int get64() {
    return path.process(get);
  }

  @Benchmark
  public int set64() {
    return path.process(set64);
  }

  @Benchmark
  public int set4096() {
    return path.process(set4096);
  }
}
