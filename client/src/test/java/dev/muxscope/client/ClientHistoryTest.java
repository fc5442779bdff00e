package dev.muxscope.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.History;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientHistoryTest {

  private final History history = new ClientHistory();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/auth secret",
        "/AUTH default secret",
        "/ auth secret",
        "/\"auth\" secret",
        "/auth \"secret",
        "/hello 3 auth default secret",
        "/Hello 3 setname me AUTH default secret",
        "/get k\n/auth secret\n/get l",
        "hello\r /hello 3 auth default secret"
      })
  void leavesOutWhatHoldsAPassword(String line) {
    history.add(line);
    assertEquals(0, history.size());
  }

  @Test
  void keepsAllElse() {
    var lines =
        List.of("/get k", "auth secret?", "/hello 3", "/echo auth", "/authors", "hello auth");
    lines.forEach(history::add);
    List<String> kept = new ArrayList<>();
    history.forEach(entry -> kept.add(entry.line()));
    assertEquals(lines, kept);
  }
}
