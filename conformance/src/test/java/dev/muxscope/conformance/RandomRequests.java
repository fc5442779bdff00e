package dev.muxscope.conformance;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Random pipelines of valid, wrong and malformed requests that every server must answer with the
/// same bytes.
///
/// The same seed gives the same pipelines. Left out is what may differ: ids, clocks, zero bytes in
/// texts that Redis copies into errors, and bytes that Redis does not check. One thread uses it.
final class RandomRequests {

  /// Words of requests: `K` a key, `V` any bytes, `U` a text, `N` an integer or something like it,
  /// `T` a time to live.
  private static final List<String> REQUESTS =
      List.of(
          "PING",
          "PING V",
          "ECHO V",
          "GET K",
          "GET K",
          "SET K V",
          "SET K N",
          "SET K V NX",
          "SET K V XX GET",
          "SET K N GET NX",
          "SET K V EX T",
          "SET K N PX T KEEPTTL",
          "SET K N KEEPTTL",
          "SET K V U",
          "INCR K",
          "DECR K",
          "INCRBY K N",
          "DECRBY K N",
          "APPEND K V",
          "STRLEN K",
          "MGET K K K",
          "MSET K V K N",
          "DEL K K",
          "UNLINK K K",
          "EXISTS K K",
          "EXPIRE K T",
          "EXPIRE K T NX",
          "EXPIRE K T XX",
          "EXPIRE K T NX",
          "EXPIRE K T U",
          "TTL K",
          "DBSIZE",
          "FLUSHDB",
          "FLUSHALL SYNC",
          "SELECT 0",
          "SELECT 16",
          "SELECT U",
          "CLIENT GETNAME",
          "CLIENT SETNAME U",
          "CLIENT REPLY ON",
          "CONFIG RESETSTAT",
          "CONFIG GET nosuch",
          "AUTH U",
          "AUTH U U",
          "HELLO 9",
          "HELLO U",
          "HELLO 3 U",
          "RESET",
          "U",
          "U U U");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "-1",
          "41",
          "9223372036854775807",
          "-9223372036854775808",
          "9223372036854775808",
          "01",
          "+1",
          "-0",
          "1.0",
          "1e3",
          " 1",
          "",
          "x",
          "4611686018427387904");

  private static final List<String> TIMES =
      List.of(
          "10000",
          "20000",
          "10000000",
          "0",
          "-1",
          "x",
          "",
          "1.5",
          "9223372036854775807",
          "9223372036854775");

  private static final List<String> MALFORMED =
      List.of(
          "*01\\r\\n",
          "*+1\\r\\n",
          "* 1\\r\\n",
          "*-0\\r\\n",
          "*x\\r\\n",
          "*\\r\\n",
          "*2147483648\\r\\n",
          "*1\\r\\n+1\\r\\n",
          "*1\\r\\n$-1\\r\\n",
          "*1\\r\\n$01\\r\\n",
          "*1\\r\\n$536870913\\r\\n",
          "*1\\r\\n\\r\\n",
          "*1\\r\\n*1\\r\\n",
          "*2\\r\\n$4\\r\\nPING\\r\\n:1\\r\\n",
          "\\\"PING\\r\\n",
          "ECHO 'a\\r\\n",
          "ECHO \\\"a\\\"b\\r\\n",
          "*1\\r\\n\\xff\\r\\n",
          "*1\\r\\n$99999999999999999999\\r\\n");

  private static final List<String> SKIPPED =
      List.of("*0\\r\\n", "*-1\\r\\n", "*-7\\r\\n", "\\r\\n", "\\n", " \\t \\r\\n");

  private final Random random;
  private boolean bigValues;

  RandomRequests(long seed) {
    random = new Random(seed);
  }

  /// How a pipeline ends: with a request that is answered, with one that closes, or with the
  /// stream's end anywhere.
  enum Ending {
    ANSWERED,
    MALFORMED,
    CUT_OFF
  }

  /// One pipeline; `resp3` when `HELLO 3` goes before it.
  record Pipeline(byte[] bytes, Ending ending, boolean resp3) {}

  /// The next pipeline. Only where all is answered and read are values big: a close may lose what
  /// is under way.
  Pipeline next() {
    Ending ending = oneOf(List.of(Ending.values()));
    bigValues = ending == Ending.ANSWERED;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    appendRequests(out, 1 + random.nextInt(30));
    if (ending == Ending.MALFORMED) {
      out.writeBytes(Escapes.decode(oneOf(MALFORMED)));
      appendRequests(out, random.nextInt(3));
    }
    byte[] all = out.toByteArray();
    int end = ending == Ending.CUT_OFF ? random.nextInt(all.length) : all.length;
    return new Pipeline(Arrays.copyOf(all, end), ending, random.nextBoolean());
  }

  /// How to cut so many bytes into writes.
  Delivery delivery(int length) {
    return random.nextBoolean()
        ? new Delivery.Whole()
        : new Delivery.Pieces(1 + random.nextInt(1 + length / 4));
  }

  private void appendRequests(ByteArrayOutputStream out, int count) {
    for (int i = 0; i < count; i++) {
      if (random.nextInt(12) == 0) {
        out.writeBytes(Escapes.decode(oneOf(SKIPPED)));
      }
      List<byte[]> words = words();
      boolean inline = random.nextInt(3) == 0;
      out.writeBytes(inline ? inline(words) : Requests.array(words));
    }
  }

  private List<byte[]> words() {
    List<byte[]> words = new ArrayList<>();
    for (String word : oneOf(REQUESTS).split(" ")) {
      words.add(word(word));
    }
    int luck = random.nextInt(15);
    // What HELLO says when it is well called differs by server.
    boolean hello = Escapes.encode(words.getFirst()).equalsIgnoreCase("HELLO");
    if (luck == 0 && words.size() > 1 && !hello) {
      words.removeLast();
    } else if (luck == 1) {
      words.add(text());
    }
    return words;
  }

  private byte[] word(String word) {
    return switch (word) {
      case "K" -> Escapes.bytes(oneOf(List.of("a", "b", "c", "\0\r\n", "")));
      case "V" -> any(bigValues && random.nextInt(60) == 0 ? 70_000 : random.nextInt(20));
      case "U" -> text();
      case "N" -> Escapes.bytes(oneOf(NUMBERS));
      case "T" -> Escapes.bytes(oneOf(TIMES));
      default -> Escapes.bytes(random.nextInt(4) == 0 ? word.toLowerCase(Locale.ROOT) : word);
    };
  }

  private byte[] any(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /// Bytes but zero, begun with a letter that no option or command begins with.
  private byte[] text() {
    byte[] bytes = any(1 + (random.nextInt(10) == 0 ? random.nextInt(300) : random.nextInt(12)));
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bytes[i] == 0 ? (byte) ' ' : bytes[i];
    }
    bytes[0] = 'z';
    return bytes;
  }

  private static byte[] inline(List<byte[]> words) {
    boolean tooLong = words.stream().mapToInt(word -> word.length).sum() > 10_000;
    return tooLong ? Requests.array(words) : Requests.inline(words);
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
