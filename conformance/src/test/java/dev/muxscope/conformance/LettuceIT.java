package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.KeyValue;
import io.lettuce.core.KillArgs;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
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

/// Lettuce, a client of Redis that nobody here wrote, works with every mode.
@ParameterizedClass
@EnumSource
class LettuceIT {

  private static final int MANY = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// Kept, since a logger that nobody holds forgets its level. Lettuce tells of each reconnect.
  private static final Logger LOG = Logger.getLogger("io.lettuce");

  @Parameter Mode mode;

  private static ServerProcess server;

  @BeforeParameterizedClassInvocation
  static void start(Mode mode) throws IOException, InterruptedException {
    LOG.setLevel(Level.SEVERE);
    server = ServerProcess.muxscope(mode);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static RedisClient client(int port, ProtocolVersion protocol) {
    RedisURI uri =
        RedisURI.builder()
            .withHost("127.0.0.1")
            .withPort(port)
            .withTimeout(PATIENCE)
            .withClientName("tested")
            .build();
    RedisClient client = RedisClient.create(uri);
    client.setOptions(ClientOptions.builder().protocolVersion(protocol).build());
    return client;
  }

  private static void shutDown(RedisClient client) {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
  }

  /// Everything that is asked alike in both versions of the protocol.
  @Nested
  @ParameterizedClass
  @EnumSource(names = {"RESP2", "RESP3"})
  class Speaking {

    @Parameter ProtocolVersion protocol;

    private RedisClient client;
    private StatefulRedisConnection<String, String> connection;
    private RedisCommands<String, String> commands;

    @BeforeEach
    void connectAndEmpty() {
      client = client(server.port(), protocol);
      connection = client.connect();
      commands = connection.sync();
      commands.flushall();
    }

    @AfterEach
    void disconnect() {
      shutDown(client);
    }

    @Test
    void keepsStrings() {
      assertEquals("OK", commands.set("key", "välue"));
      assertEquals("välue", commands.get("key"));
      assertNull(commands.get("nokey"));
      assertNull(commands.set("key", "other", SetArgs.Builder.nx()));
      assertEquals("OK", commands.set("short", "v", SetArgs.Builder.px(90_000)));
      assertEquals(90, commands.ttl("short"), 30);
      assertEquals(2, commands.append("short", "w"));
      assertEquals(2, commands.exists("key", "short", "nokey"));
      assertEquals("OK", commands.mset(Map.of("a", "1", "b", "2")));
      assertEquals(
          List.of(KeyValue.just("a", "1"), KeyValue.empty("nokey"), KeyValue.just("b", "2")),
          commands.mget("a", "nokey", "b"));
      assertEquals(42, commands.incrby("a", 41));
      assertEquals(1, commands.decr("b"));
      assertEquals(2, commands.del("a", "b"));
      assertEquals(2, commands.dbsize());
    }

    @Test
    void keepsBytesAsTheyAre() {
      byte[] bytes = new byte[100_000];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (i * 31);
      }
      RedisCommands<byte[], byte[]> raw = client.connect(ByteArrayCodec.INSTANCE).sync();
      raw.set(new byte[] {0, 1}, bytes);
      assertArrayEquals(bytes, raw.get(new byte[] {0, 1}));
    }

    @Test
    void throwsWhatTheServerSays() {
      commands.set("key", "text");
      RedisCommandExecutionException thrown =
          assertThrows(RedisCommandExecutionException.class, () -> commands.incr("key"));
      assertEquals("ERR value is not an integer or out of range", thrown.getMessage());
      assertEquals("text", commands.get("key"));
    }

    @Test
    void pipelinesTenThousandCommands() throws Exception {
      RedisAsyncCommands<String, String> async = connection.async();
      connection.setAutoFlushCommands(false);
      List<RedisFuture<String>> read = new ArrayList<>();
      for (int i = 0; i < MANY / 2; i++) {
        async.set("key" + i, "value" + i);
        read.add(async.get("key" + i));
      }
      connection.flushCommands();
      connection.setAutoFlushCommands(true);
      assertTrue(LettuceFutures.awaitAll(PATIENCE, read.toArray(Future[]::new)), "no answer");
      for (int i = 0; i < MANY / 2; i++) {
        assertEquals("value" + i, read.get(i).get());
      }
      assertEquals(MANY / 2, commands.dbsize());
    }

    @Test
    void saysWhoItIs() {
      String line = commands.clientInfo();
      assertTrue(line.contains(" name=tested "), line);
      assertTrue(line.contains(" lib-name=Lettuce"), line);
      assertTrue(line.contains(" resp=" + protocol.name().substring(4)), line);
    }

    @Test
    void connectsAnewAfterClientKill() throws InterruptedException {
      commands.set("key", "value");
      long before = commands.clientId();
      try (StatefulRedisConnection<String, String> killer = client.connect()) {
        assertEquals(1, killer.sync().clientKill(KillArgs.Builder.id(before)));
        assertEquals("value", getUntilConnected("key"));
        assertTrue(commands.clientId() > before, "not connected anew");
      }
    }

    /// What is sent just before the client sees the close fails; what is sent later waits.
    private String getUntilConnected(String key) throws InterruptedException {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (true) {
        try {
          return commands.get(key);
        } catch (RedisException e) {
          if (System.nanoTime() > deadline) {
            throw e;
          }
          Thread.sleep(20);
        }
      }
    }

    @Test
    void receivesTenThousandMessagesInOrder() throws Exception {
      try (StatefulRedisPubSubConnection<String, String> listening = client.connectPubSub()) {
        Subscriber subscriber = new Subscriber();
        listening.addListener(subscriber);
        listening.sync().subscribe("news");
        receives(subscriber);
        listening.sync().unsubscribe("news");
      }
    }

    @Test
    void receivesTenThousandMessagesInOrderByPattern() throws Exception {
      try (StatefulRedisPubSubConnection<String, String> listening = client.connectPubSub()) {
        Subscriber subscriber = new Subscriber();
        listening.addListener(subscriber);
        listening.sync().psubscribe("new?");
        receives(subscriber);
        listening.sync().punsubscribe("new?");
      }
    }

    private void receives(Subscriber subscriber) throws InterruptedException {
      connection.setAutoFlushCommands(false);
      for (int i = 0; i < MANY; i++) {
        connection.async().publish("news", "message " + i);
      }
      connection.flushCommands();
      connection.setAutoFlushCommands(true);
      assertTrue(subscriber.all.await(30, TimeUnit.SECONDS), "messages are missing");
      assertEquals(IntStream.range(0, MANY).mapToObj(i -> "message " + i).toList(), subscriber.got);
    }
  }

  /// Lettuce connects again by itself and sends what waited meanwhile.
  @Test
  void goesOnAfterARestartOnTheSamePort() throws Exception {
    int port = ServerProcess.freePort();
    ServerProcess first = ServerProcess.muxscopeAt(port, mode);
    RedisClient client = client(port, ProtocolVersion.RESP3);
    try {
      RedisCommands<String, String> commands = client.connect().sync();
      commands.set("key", "value");
      assertEquals(0, first.stop());
      try (ServerProcess second = ServerProcess.muxscopeAt(port, mode)) {
        assertNull(commands.get("key"), "nothing is kept");
        assertEquals("OK", commands.set("key", "new"));
        assertEquals(0, second.stop());
      }
    } finally {
      shutDown(client);
      first.close();
    }
  }

  /// Gathers messages on the client's own thread.
  private static final class Subscriber extends RedisPubSubAdapter<String, String> {

    private final CountDownLatch all = new CountDownLatch(MANY);
    private final List<String> got = new ArrayList<>();

    @Override
    public void message(String channel, String message) {
      got.add(message);
      all.countDown();
    }

    @Override
    public void message(String pattern, String channel, String message) {
      message(channel, message);
    }
  }
}
