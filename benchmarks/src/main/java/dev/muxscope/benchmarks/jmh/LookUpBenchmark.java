package dev.muxscope.benchmarks.jmh;

import dev.muxscope.common.command.CommandTable;
import dev.muxscope.common.command.Store;
import dev.muxscope.common.protocol.ProtocolException;
import dev.muxscope.common.protocol.Request;
import dev.muxscope.common.protocol.RequestParser;
import dev.muxscope.common.server.Server;
import dev.muxscope.common.server.ServerOptions;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Requests to commands, and keys to values. Each thread has its own.
@State(Scope.Thread)
public class LookUpBenchmark {

  private final Server server =
      new Server("benchmark", ServerOptions.defaults(), List.of(), Optional.empty());
  private final Store store = server.store();
  private final Request get = parsed("GET", "key:__rand_int__");
  private final byte[] value = new byte[64];

  /// With a value to be found.
  public LookUpBenchmark() {
    store.put(get.key(1), value);
  }

  private Request parsed(String... words) {
    RequestParser parser = new RequestParser();
    ByteBuffer in = Wire.requests(1, words);
    try {
      if (parser.parse(in, ParserBenchmark.LIMITS)) {
        return parser.request();
      }
    } catch (ProtocolException _) {
      // As if there were no request.
    }
    throw new IllegalArgumentException(String.join(" ", words));
  }

  @Benchmark
  public CommandTable.Entry command() {
    return server.commands().find(get);
  }

  @Benchmark
  public Store.Entry storeGet() {
    return store.get(get.key(1));
  }

  @Benchmark
  public void storePut() {
    store.put(get.key(1), value);
  }
}
