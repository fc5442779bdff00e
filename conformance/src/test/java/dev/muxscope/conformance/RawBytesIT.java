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
    RawConnection.Received wanted = Conversation.hold(redis.address(), pipeline, delivery);
    RawConnection.Received actual = Conversation.hold(muxscope.address(), pipeline, delivery);
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
}
