package dev.muxscope.conformance;

import dev.muxscope.conformance.RandomRequests.Pipeline;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Random pipelines sent to Redis and to the image: the same bytes must come back, and the same
/// close.
///
/// `-Dmuxscope.seed=NUMBER` tries other pipelines; a failure names seed, pipeline and both answers.
@ParameterizedClass
@EnumSource
class RawBytesIT {

  private static final int PIPELINES = 1000;
  private static final byte[] HELLO_3 = Escapes.bytes("HELLO 3\r\n");
  private static final byte[] HELLO_END = Escapes.bytes("modules\r\n*0\r\n");
  private static final byte[] LAST_REQUEST = Escapes.bytes("\r\nECHO \"the very last\"\r\n");
  private static final byte[] LAST_REPLY = Escapes.bytes("\r\nthe very last\r\n");
  private static final byte[] NEVER = {};

  @Parameter Mode mode;

  private static ServerProcess redis;
  private static ServerProcess muxscope;

  @BeforeParameterizedClassInvocation
  static void start(Mode mode) throws IOException, InterruptedException {
    Tool.require("redis-server");
    redis = ServerProcess.redis();
    muxscope = ServerProcess.muxscope(mode);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    if (redis != null) {
      redis.close();
    }
    if (muxscope != null) {
      muxscope.close();
    }
  }

  @Test
  void answersRandomPipelinesAsRedisDoes() throws IOException {
    long seed = Long.getLong("muxscope.seed", 20_260_723);
    System.out.println("RawBytesIT: mode " + mode + ", seed " + seed);
    RandomRequests requests = new RandomRequests(seed);
    for (int i = 0; i < PIPELINES; i++) {
      compare(requests, "seed " + seed + ", pipeline " + i);
    }
  }

  private void compare(RandomRequests requests, String which) throws IOException {
    Pipeline pipeline = requests.next();
    Delivery delivery = requests.delivery(pipeline.bytes().length);
    RawConnection.Received wanted = converse(redis, pipeline, delivery);
    RawConnection.Received actual = converse(muxscope, pipeline, delivery);
    if (!wanted.equals(actual)) {
      String difference =
          Expectation.exactly(Escapes.bytes(wanted.latin1())).difference(actual.latin1());
      throw new AssertionError(
          "%s, %s, %s: Redis %s, muxscope %s; %s%n  sent: %s"
              .formatted(
                  which,
                  pipeline.ending(),
                  delivery,
                  wanted.closed() ? "closes" : "stays",
                  actual.closed() ? "closes" : "stays",
                  difference,
                  Escapes.encode(pipeline.bytes())));
    }
  }

  private static RawConnection.Received converse(
      ServerProcess server, Pipeline pipeline, Delivery delivery) throws IOException {
    try (RawConnection connection = new RawConnection(server.address())) {
      connection.send("FLUSHALL\\r\\n");
      connection.expect("+OK\\r\\n");
      if (pipeline.resp3()) {
        connection.send(HELLO_3);
        connection.readUntil(HELLO_END);
      }
      boolean cutOff = pipeline.ending() == RandomRequests.Ending.CUT_OFF;
      send(connection, delivery.cut(pipeline.bytes(), 0), cutOff);
      RawConnection.Received received = connection.readUntil(cutOff ? NEVER : LAST_REPLY);
      connection.abort();
      return received;
    }
  }

  /// Ends a pipeline with a request whose reply is known, or with the end of the stream in the
  /// midst of it.
  private static void send(RawConnection connection, Iterable<byte[]> pieces, boolean cutOff) {
    try {
      for (byte[] piece : pieces) {
        connection.send(piece);
      }
      if (cutOff) {
        connection.shutdownOutput();
      } else {
        connection.send(LAST_REQUEST);
      }
    } catch (IOException _) {
      // The server closed because of what it got up to here; its replies can still be read.
    }
  }
}
