package dev.muxscope.common.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        -1,
        9,
        10,
        -10,
        1234567890,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        1L << 32,
        -1L << 32
      })
  void readsWhatJavaPrints(long value) {
    ByteBuffer bytes = ByteBuffer.wrap(Samples.bytes("7" + value + "7"));
    assertTrue(Decimal.isValid(bytes, 1, bytes.limit() - 1));
    assertEquals(value, Decimal.parse(bytes, 1, bytes.limit() - 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+1",
        "00",
        "01",
        "-0",
        "-01",
        " 1",
        "1 ",
        "1a",
        "0x1",
        "1.0",
        "1e3",
        "--1",
        "9223372036854775808",
        "-9223372036854775809",
        "9999999999999999999",
        "-9999999999999999999",
        "10000000000000000000",
        "18446744073709551617"
      })
  void refusesWhatRedisRefuses(String text) {
    ByteBuffer bytes = ByteBuffer.wrap(Samples.bytes(text));
    assertFalse(Decimal.isValid(bytes, 0, bytes.limit()));
  }
}
