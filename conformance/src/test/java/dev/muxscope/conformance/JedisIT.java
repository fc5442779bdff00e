package dev.muxscope.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Builder;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.SetParams;

/// Jedis, a client of Redis that nobody here wrote, works with every mode.
@ParameterizedClass
@EnumSource
class JedisIT {

  private static final int MANY = 10_000;

  @Parameter Mode mode;

  private static ServerProcess server;

  @BeforeParameterizedClassInvocation
  static void start(Mode mode) throws IOException, InterruptedException {
    server = ServerProcess.muxscope(mode);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static RedisClient connect(RedisProtocol protocol) {
    return connect(server.port(), protocol);
  }

  private static RedisClient connect(int port, RedisProtocol protocol) {
    return RedisClient.builder()
        .hostAndPort("127.0.0.1", port)
        .clientConfig(
            DefaultJedisClientConfig.builder()
                .protocol(protocol)
                .clientName("tested")
                .timeoutMillis((int) RawConnection.PATIENCE.toMillis())
                .build())
        .build();
  }

  /// A call of `CLIENT`.
  private static <T> CommandObject<T> ask(Builder<T> answer, String... words) {
    CommandArguments call = new CommandArguments(Protocol.Command.CLIENT);
    List.of(words).forEach(call::add);
    return new CommandObject<>(call, answer);
  }

  /// Does `GET` until a pool has thrown away what was closed under it.
  private static String getUntilConnected(RedisClient client, String key) throws Exception {
    long deadline = System.nanoTime() + RawConnection.PATIENCE.toNanos();
    while (true) {
      try {
        return client.get(key);
      } catch (JedisConnectionException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        Thread.sleep(20);
      }
    }
  }

  /// Everything that is asked alike in both versions of the protocol.
  @Nested
  @ParameterizedClass
  @EnumSource(names = {"RESP2", "RESP3"})
  class Speaking {

    @Parameter RedisProtocol protocol;

    private RedisClient client;

    @BeforeEach
    void connectAndEmpty() {
      client = connect(protocol);
      client.flushAll();
    }

    @AfterEach
    void disconnect() {
      client.close();
    }

    @Test
    void keepsStrings() {
      assertEquals("OK", client.set("key", "välue"));
      assertEquals("välue", client.get("key"));
      assertNull(client.get("nokey"));
      assertNull(client.set("key", "other", SetParams.setParams().nx()));
      assertEquals("OK", client.set("short", "v", SetParams.setParams().px(90_000)));
      assertEquals(90, client.ttl("short"), 30);
      assertEquals(2, client.append("short", "w"));
      assertEquals(2, client.exists("key", "short", "nokey"));
      assertEquals("OK", client.mset("a", "1", "b", "2"));
      assertEquals(Arrays.asList("1", null, "2"), client.mget("a", "nokey", "b"));
      assertEquals(42, client.incrBy("a", 41));
      assertEquals(1, client.decr("b"));
      assertEquals(2, client.del("a", "b"));
      assertEquals(2, client.dbSize());
    }

    @Test
    void keepsBytesAsTheyAre() {
      byte[] bytes = new byte[100_000];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (i * 31);
      }
      client.set("bytes".getBytes(UTF_8), bytes);
      assertArrayEquals(bytes, client.get("bytes".getBytes(UTF_8)));
    }

    @Test
    void throwsWhatTheServerSays() {
      client.set("key", "text");
      JedisDataException thrown = assertThrows(JedisDataException.class, () -> client.incr("key"));
      assertEquals("ERR value is not an integer or out of range", thrown.getMessage());
      assertEquals("text", client.get("key"));
    }

    @Test
    void pipelinesTenThousandCommands() {
      List<Response<String>> read = new ArrayList<>();
      try (Pipeline pipeline = client.pipelined()) {
        for (int i = 0; i < MANY / 2; i++) {
          pipeline.set("key" + i, "value" + i);
          read.add(pipeline.get("key" + i));
        }
      }
      for (int i = 0; i < MANY / 2; i++) {
        assertEquals("value" + i, read.get(i).get());
      }
      assertEquals(MANY / 2, client.dbSize());
    }

    @Test
    void saysWhoItIs() {
      String line = client.executeCommand(ask(BuilderFactory.STRING, "INFO"));
      assertTrue(line.contains(" name=tested "), line);
      assertTrue(line.contains(" lib-name=jedis"), line);
      assertTrue(line.matches("(?s).* lib-ver=\\d+\\.\\d+\\.\\d+ .*"), line);
      assertTrue(line.contains(" resp=" + protocol.version()), line);
    }

    @Test
    void connectsAnewAfterClientKill() throws Exception {
      client.set("key", "value");
      try (RedisClient killer = connect(protocol)) {
        long killed = killer.executeCommand(ask(BuilderFactory.LONG, "KILL", "TYPE", "normal"));
        assertTrue(killed >= 1, killed + " killed");
        assertEquals("value", getUntilConnected(client, "key"));
      }
    }

    @Test
    void receivesTenThousandMessagesInOrder() throws InterruptedException {
      receives(new Subscriber(), false);
    }

    @Test
    void receivesTenThousandMessagesInOrderByPattern() throws InterruptedException {
      receives(new Subscriber(), true);
    }

    private void receives(Subscriber subscriber, boolean byPattern) throws InterruptedException {
      Thread listener =
          Thread.startVirtualThread(() -> {
            try (RedisClient listening = connect(protocol)) {
              if (byPattern) {
                listening.psubscribe(subscriber, "new?");
              } else {
                listening.subscribe(subscriber, "news");
              }
            }
          });
      assertTrue(subscriber.subscribed.await(30, TimeUnit.SECONDS), "not subscribed");
      try (Pipeline pipeline = client.pipelined()) {
        for (int i = 0; i < MANY; i++) {
          pipeline.publish("news", "message " + i);
        }
      }
      assertTrue(subscriber.all.await(30, TimeUnit.SECONDS), subscriber.left() + " are missing");
      subscriber.unsubscribeAll(byPattern);
      assertTrue(listener.join(Duration.ofSeconds(30)), "still subscribed");
      assertEquals(IntStream.range(0, MANY).mapToObj(i -> "message " + i).toList(), subscriber.got);
    }
  }

  @Test
  void goesOnAfterARestartOnTheSamePort() throws Exception {
    int port = ServerProcess.freePort();
    ServerProcess first = ServerProcess.muxscopeAt(port, mode);
    try (RedisClient client = connect(port, RedisProtocol.RESP3)) {
      client.set("key", "value");
      assertEquals(0, first.stop());
      assertThrows(JedisConnectionException.class, () -> client.get("key"));
      try (ServerProcess second = ServerProcess.muxscopeAt(port, mode)) {
        assertNull(getUntilConnected(client, "key"), "nothing is kept");
        assertEquals("OK", client.set("key", "new"));
        assertEquals(0, second.stop());
      }
    } finally {
      first.close();
    }
  }

  /// Gathers messages of the channel that it subscribed to, on the thread that listens.
  private static final class Subscriber extends JedisPubSub {

    private final CountDownLatch subscribed = new CountDownLatch(1);
    private final CountDownLatch all = new CountDownLatch(MANY);
    private final List<String> got = new ArrayList<>();

    private long left() {
      return all.getCount();
    }

    private void unsubscribeAll(boolean byPattern) {
      if (byPattern) {
        punsubscribe();
      } else {
        unsubscribe();
      }
    }

    @Override
    public void onSubscribe(String channel, int count) {
      subscribed.countDown();
    }

    @Override
    public void onPSubscribe(String pattern, int count) {
      subscribed.countDown();
    }

    @Override
    public void onMessage(String channel, String message) {
      got.add(message);
      all.countDown();
    }

    @Override
    public void onPMessage(String pattern, String channel, String message) {
      onMessage(channel, message);
    }
  }
}
