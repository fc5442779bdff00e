package dev.muxscope.benchmarks.jmh;

import dev.muxscope.common.protocol.ParserLimits;
import dev.muxscope.common.protocol.ProtocolException;
import dev.muxscope.common.protocol.RequestParser;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Bytes to requests. Each thread has its own.
@State(Scope.Thread)
public class ParserBenchmark {

  private static final int PIPELINE = 16;

  static final ParserLimits LIMITS = new ParserLimits(512 << 20, 1 << 30, false);

  private final RequestParser parser = new RequestParser();
  private final ByteBuffer ping = Wire.requests(1, "PING");
  private final ByteBuffer get = Wire.requests(1, "GET", "key:__rand_int__");
  private final ByteBuffer set64 = Wire.requests(1, "SET", "key:__rand_int__", "x".repeat(64));
  private final ByteBuffer set4096 = Wire.requests(1, "SET", "key:__rand_int__", "x".repeat(4096));
  private final ByteBuffer pings = Wire.requests(PIPELINE, "PING");

  @Benchmark
  public int ping() throws ProtocolException {
    return parse(ping);
  }

  @Benchmark
  public int get() throws ProtocolException {
    return parse(get);
  }

  @Benchmark
  public int set64() throws ProtocolException {
    return parse(set64);
  }

  @Benchmark
  public int set4096() throws ProtocolException {
    return parse(set4096);
  }

  /// Time and bytes are those of one of the sixteen.
  @Benchmark
  @OperationsPerInvocation(PIPELINE)
  public int pingPipelined() throws ProtocolException {
    return parse(pings);
  }

  private int parse(ByteBuffer in) throws ProtocolException {
    in.rewind();
    int arguments = 0;
    while (parser.parse(in, LIMITS)) {
      arguments += parser.request().count();
    }
    return arguments;
  }
}
