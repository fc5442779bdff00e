package dev.muxscope.common.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LimitTest {

  @ParameterizedTest
  @CsvSource({
    "CONNECTIONS, 20, 20",
    "BULK_BYTES, 4096, 4096",
    "BULK_BYTES, 64kb, 65536",
    "BULK_BYTES, 64K, 64000",
    "BULK_BYTES, 16mb, 16777216",
    "MAX, 3gb, 3221225472",
    "MAX, 25%, -25",
    "MAX, 0%, 0",
    "REQUEST_TIME, 500ms, 500",
    "REQUEST_TIME, 10s, 10000",
    "REQUEST_TIME, 2m, 120000",
    "REQUEST_TIME, 1.5s, 1500",
    "REQUEST_TIME, 0.25m, 15000",
    "REQUEST_TIME, 0, 0",
    "REQUEST_TIME, 0s, 0"
  })
  void readsAValueWithItsUnit(String name, String text, long value) {
    Limit limit = name.equals("MAX") ? Limit.BUFFER_BYTES : Limit.valueOf(name);
    assertEquals(value, limit.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "CONNECTIONS, 20kb, 'max-connections takes a whole number, not 20kb'",
    "CONNECTIONS, 0, 'max-connections must be between 1 and 4294967295, not 0'",
    "BULK_BYTES, 1s, 'max-bulk takes a size like 64kb, 16mb or 4096, not 1s'",
    "BULK_BYTES, 3gb, 'max-bulk must be between 1 and 2147483639, not 3gb'",
    "REQUEST_BYTES, 1kb, 'max-request must be between 64kb and 2147483639, not 1kb'",
    "REQUEST_TIME, -1s, 'request-timeout takes a time like 10s, 500ms or 2m, not -1s'",
    "REQUEST_TIME, 0.5ms, 'request-timeout takes a time like 10s, 500ms or 2m, not 0.5ms'",
    "REQUEST_TIME, 1.5, 'request-timeout takes a time like 10s, 500ms or 2m, not 1.5'",
    "BULK_BYTES, 1.5mb, 'max-bulk takes a size like 64kb, 16mb or 4096, not 1.5mb'",
    "BUFFER_BYTES, 99999999999gb, 'max-buffers takes a size like 64kb, 16mb or 4096,"
        + " or a share of the heap like 25%, not 99999999999gb'",
    "BUFFER_BYTES, 101%, 'max-buffers takes a size like 64kb, 16mb or 4096,"
        + " or a share of the heap like 25%, not 101%'",
    "BULK_BYTES, 5%, 'max-bulk takes a size like 64kb, 16mb or 4096, not 5%'"
  })
  void saysWhatItTakes(Limit limit, String text, String message) {
    var refused = assertThrows(IllegalArgumentException.class, () -> limit.parse(text));
    assertEquals(message, refused.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void showsItsFallbackAsItReadsIt(Limit limit) {
    String bare = limit.unit().isTime() ? "ms" : "";
    assertEquals(limit.fallback(), limit.parse(limit.text(limit.fallback()), bare));
  }

  @Test
  void showsTheGreatestUnitThatIsWhole() {
    assertEquals("1gb", Limit.BULK_BYTES.text(1 << 30));
    assertEquals("1537kb", Limit.BULK_BYTES.text(1537 << 10));
    assertEquals("1500ms", Limit.REQUEST_TIME.text(1500));
    assertEquals("1m", Limit.REQUEST_TIME.text(60_000));
    assertEquals("1025", Limit.CONNECTIONS.text(1025));
    assertEquals("25%", Limit.BUFFER_BYTES.text(-25));
  }
}
