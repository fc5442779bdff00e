package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ServerChildTest {

  @Test
  void serversTakeAsManyConnectionsAsTheSweepOpens() {
    assertEquals(List.of(), words(1, 16_000));
    assertEquals(List.of("--max-connections=21000"), words(1, 20_000));
    assertEquals(List.of("--max-connections=61000"), words(60_000));
  }

  private static List<String> words(Integer... connections) {
    return ServerChild.words(
        Samples.options(List.of("select"), List.of(connections), Effort.QUICK));
  }
}
