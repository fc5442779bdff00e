package dev.muxscope.client.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.client.load.KeyMix.Distribution;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MixedRequestsTest {

  private static final Pattern REQUEST =
      Pattern.compile(
          "\\*2\\r\\n\\$3\\r\\nGET\\r\\n\\$16\\r\\nkey:0{10}\\d\\d\\r\\n"
              + "|\\*3\\r\\n\\$3\\r\\nSET\\r\\n\\$16\\r\\nkey:0{10}\\d\\d\\r\\n\\$2\\r\\nxx\\r\\n");

  @Test
  void makesWholeRequestsByTheirShares() {
    String text = batches("GET=3,SET=1", 0, 100);
    var matcher = REQUEST.matcher(text);
    int gets = 0;
    int sets = 0;
    int end = 0;
    while (matcher.find()) {
      assertEquals(end, matcher.start());
      end = matcher.end();
      gets += matcher.group().contains("GET") ? 1 : 0;
      sets += matcher.group().contains("SET") ? 1 : 0;
    }
    assertEquals(text.length(), end);
    assertEquals(1000, gets + sets);
    assertEquals(750, gets, 60);
  }

  @Test
  void makesTheSameInEveryRunAndAnotherInEveryThread() {
    assertEquals(batches("GET=1", 0, 5), batches("GET=1", 0, 5));
    assertNotEquals(batches("GET=1", 0, 5), batches("GET=1", 1, 5));
  }

  @Test
  void makesRequestsWithoutAKey() {
    assertTrue(batches("PING=1", 0, 1).startsWith("*1\r\n$4\r\nPING\r\n*1\r\n"));
  }

  private static String batches(String mix, int thread, int count) {
    var keyMix = new KeyMix(KeyMix.parseParts(mix), 100, Distribution.UNIFORM);
    var requests = new MixedRequests(keyMix, new byte[] {'x', 'x'}, 10, thread);
    var text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      ByteBuffer batch = requests.nextBatch();
      byte[] bytes = new byte[batch.remaining()];
      batch.get(bytes);
      text.append(new String(bytes, US_ASCII));
    }
    return text.toString();
  }
}
