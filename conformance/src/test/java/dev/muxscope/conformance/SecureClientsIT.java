package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.SslVerifyMode;
import redis.clients.jedis.exceptions.JedisDataException;

/// Jedis and Lettuce show a password over TLS, in every mode.
@ParameterizedClass
@EnumSource
class SecureClientsIT {

  private static final String PASSWORD = "of a real client";
  private static final int MANY = 2000;

  @TempDir static Path folder;

  @Parameter Mode mode;

  private static Certificates certificates;
  private static ServerProcess server;

  @BeforeParameterizedClassInvocation
  static void start(Mode mode) throws IOException, InterruptedException {
    Path own = Files.createDirectory(folder.resolve(mode.name()));
    certificates = Certificates.in(own);
    Stream<String> password =
        Stream.of("--password-file", AuthIT.passwordFile(own, PASSWORD).toString());
    server =
        ServerProcess.muxscope(
            mode, Stream.concat(password, Stream.of(certificates.serve())).toArray(String[]::new));
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void jedisIsAnsweredWithThePasswordAndAPipeline() {
    try (Jedis jedis = jedis(PASSWORD)) {
      List<Response<Long>> counts = new ArrayList<>();
      jedis.del("jedis");
      Pipeline pipeline = jedis.pipelined();
      for (int i = 0; i < MANY; i++) {
        counts.add(pipeline.incr("jedis"));
      }
      pipeline.sync();
      for (int i = 0; i < MANY; i++) {
        assertEquals(i + 1, counts.get(i).get());
      }
    }
  }

  @Test
  void jedisIsRefusedWithAWrongPassword() {
    var refused = assertThrows(JedisDataException.class, () -> jedis("wrong").close());
    assertEquals(
        "WRONGPASS invalid username-password pair or user is disabled.", refused.getMessage());
  }

  @Test
  void lettuceIsAnsweredWithThePassword() {
    RedisClient client = lettuce(PASSWORD);
    try (var connection = client.connect()) {
      RedisCommands<String, String> commands = connection.sync();
      String large = "x".repeat(1 << 20);
      assertEquals("OK", commands.set("lettuce", large));
      assertEquals(large, commands.get("lettuce"));
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
    }
  }

  @Test
  void lettuceIsRefusedWithAWrongPassword() {
    RedisClient client = lettuce("wrong");
    try {
      assertThrows(RedisConnectionException.class, client::connect);
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
    }
  }

  private static Jedis jedis(String password) {
    var tls =
        redis.clients.jedis.SslOptions.builder()
            .sslVerifyMode(SslVerifyMode.CA)
            .truststore(trusted().toFile(), "changeit".toCharArray())
            .build();
    return new Jedis(
        new redis.clients.jedis.HostAndPort("127.0.0.1", server.port()),
        DefaultJedisClientConfig.builder()
            .password(password)
            .sslOptions(tls)
            .timeoutMillis((int) RawConnection.PATIENCE.toMillis())
            .build());
  }

  private static RedisClient lettuce(String password) {
    RedisURI uri =
        RedisURI.builder()
            .withHost("127.0.0.1")
            .withPort(server.port())
            .withPassword(password.toCharArray())
            .withSsl(true)
            .build();
    RedisClient client = RedisClient.create(uri);
    SslOptions trust =
        SslOptions.builder().trustManager(Path.of(certificates.file("ca.pem")).toFile()).build();
    client.setOptions(ClientOptions.builder().sslOptions(trust).build());
    return client;
  }

  /// The authority as a store of the JDK, which is what Jedis reads.
  private static Path trusted() {
    Path store = certificates.folder().resolve("trusted.p12");
    try {
      if (Files.notExists(store)) {
        var keys = java.security.KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        try (var in = Files.newInputStream(Path.of(certificates.file("ca.pem")))) {
          var factory = java.security.cert.CertificateFactory.getInstance("X.509");
          keys.setCertificateEntry("ca", factory.generateCertificate(in));
        }
        try (var out = Files.newOutputStream(store)) {
          keys.store(out, "changeit".toCharArray());
        }
      }
      return store;
    } catch (IOException | java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
