package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.Parameter;

/// A server of one mode for each test, and clients that are gone after it.
abstract class OneServerTest {

  @Parameter Mode mode;

  final List<RawConnection> clients = new ArrayList<>();
  ServerProcess server;

  @AfterEach
  void stop() throws IOException {
    if (server != null) {
      server.close();
    }
    for (RawConnection client : clients) {
      client.close();
    }
  }

  void start(String... options) throws IOException, InterruptedException {
    server = ServerProcess.muxscope(mode, options);
  }

  RawConnection connect() throws IOException {
    RawConnection client = new RawConnection(server.address());
    clients.add(client);
    return client;
  }

  /// Sets `key` to a value of so many bytes.
  static void set(RawConnection by, String key, int bytes) throws IOException {
    by.send("*3\\r\\n$3\\r\\nSET\\r\\n$1\\r\\n%s\\r\\n$%d\\r\\n".formatted(key, bytes));
    by.send("x".repeat(bytes).getBytes());
    by.send("\\r\\n");
    by.expect("+OK\\r\\n");
  }

  /// A number from `INFO`, asked for by a client of its own.
  long info(String name) throws IOException {
    try (RawConnection client = new RawConnection(server.address())) {
      return lastInfo(client, name);
    }
  }

  /// A number from `INFO`, after which the client has left.
  static long lastInfo(RawConnection client, String name) throws IOException {
    client.send("INFO\\r\\nQUIT\\r\\n");
    return number(client.readUntil(new byte[0]).latin1(), name);
  }

  /// A number in what `INFO` answered.
  static long number(String info, String name) {
    Matcher found = Pattern.compile("^" + name + ":(-?\\d+)\\R", Pattern.MULTILINE).matcher(info);
    assertTrue(found.find(), () -> name + " is missing in " + info);
    return Long.parseLong(found.group(1));
  }
}
