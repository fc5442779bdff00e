package dev.muxscope.common.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.common.command.Store.Entry;
import dev.muxscope.common.protocol.Key;
import dev.muxscope.common.protocol.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the transcripts of `conformance` do not reach: values that expire now, and exact times.
class StoreCommandsTest {

  private final Store store = new Store();
  private final StoreCommands commands = new StoreCommands(() -> 512 << 20);
  private final Caller caller =
      new Caller(CommandTable.of(List.of(commands, new KeyCommands()), store));

  @ParameterizedTest
  @CsvSource({
    "GET k, $-1",
    "STRLEN k, :0",
    "EXISTS k, :0",
    "DEL k, :0",
    "TTL k, :-2",
    "EXPIRE k 10, :0",
    "INCR k, :1",
    "APPEND k ab, :2",
    "SET k v NX, +OK",
    "SET k v XX, $-1",
    "SET k v GET, $-1"
  })
  void treatsAnExpiredValueAsAbsent(String call, String reply) {
    put("k", "41", -1);
    assertEquals(reply + "\r\n", caller.call(call.split(" ")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"INCR k", "APPEND k 1", "SET k 1 KEEPTTL"})
  void startsWithoutExpiryAfterAnExpiredValue(String call) {
    put("k", "41", -1);
    caller.call(call.split(" "));
    assertEquals(":-1\r\n", caller.call("TTL", "k"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"INCR k", "APPEND k 1", "SET k 1 KEEPTTL", "EXPIRE k 5 GT", "SET k 1 NX"})
  void keepsTheExpiryOf(String call) {
    long expiresAt = put("k", "41", 10_000);
    caller.call(call.split(" "));
    assertEquals(expiresAt, store.get(key("k")).expiresAt());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SET k 1", "MSET k 1", "SET k 1 GET", "SET k 1 XX"})
  void forgetsTheExpiryAfter(String call) {
    put("k", "41", 10_000);
    caller.call(call.split(" "));
    assertEquals(Store.NEVER, store.get(key("k")).expiresAt());
  }

  @ParameterizedTest
  @ValueSource(longs = {10_400, 10_999, 1})
  void roundsTheTimeLeftToSeconds(long millis) {
    long expiresAt = put("k", "v", millis);
    long before = System.currentTimeMillis();
    long seconds = Long.parseLong(caller.call("TTL", "k").strip().substring(1));
    long after = System.currentTimeMillis();
    boolean expired = seconds == -2;
    assertTrue(expired || seconds >= Math.round((expiresAt - after) / 1000.0), seconds + " s");
    assertTrue(seconds <= Math.round((expiresAt - before) / 1000.0), seconds + " s");
    assertTrue(!expired || after >= expiresAt, "it is still there");
  }

  @ParameterizedTest
  @CsvSource({"EX 100, 100000", "PX 100000, 100000", "ex 100, 100000"})
  void setsAnExpiryInItsUnit(String option, long millis) {
    long before = System.currentTimeMillis();
    caller.call(("SET k v " + option).split(" "));
    long expiresAt = store.get(key("k")).expiresAt();
    assertTrue(expiresAt >= before + millis && expiresAt <= System.currentTimeMillis() + millis);
  }

  @Test
  void expiresALastingValueSoonerButNotLater() {
    store.put(key("k"), Samples.bytes("v"));
    assertEquals(":0\r\n", caller.call("EXPIRE", "k", "10", "GT"));
    assertEquals(":1\r\n", caller.call("EXPIRE", "k", "10", "LT"));
    assertEquals(":1\r\n", caller.call("EXPIRE", "k", "20", "GT"));
    assertEquals(":0\r\n", caller.call("EXPIRE", "k", "30", "LT"));
    assertEquals(":0\r\n", caller.call("EXPIRE", "k", "30", "NX"));
    assertEquals(":1\r\n", caller.call("EXPIRE", "k", "-1", "XX"));
    assertEquals(0, store.size());
  }

  @Test
  void leavesTheValueWhenASumOverflows() {
    put("k", "9223372036854775807", 10_000);
    assertEquals("-ERR increment or decrement would overflow\r\n", caller.call("INCR", "k"));
    assertEquals(
        "-ERR decrement would overflow\r\n", caller.call("DECRBY", "k", "-9223372036854775808"));
    assertEquals("$19\r\n9223372036854775807\r\n", caller.call("GET", "k"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "+1", "-0", " 1", "", "1.0", "\u0661"})
  void countsOnlyFromStrictNumbers(String value) {
    store.put(key("k"), value.getBytes(UTF_8));
    assertEquals("-ERR value is not an integer or out of range\r\n", caller.call("INCR", "k"));
  }

  private long put(String key, String value, long millisFromNow) {
    long expiresAt = System.currentTimeMillis() + millisFromNow;
    store.update(key(key), _ -> new Entry(Samples.bytes(value), expiresAt));
    return expiresAt;
  }

  private static Key key(String text) {
    return Samples.request(text).key(0);
  }
}
