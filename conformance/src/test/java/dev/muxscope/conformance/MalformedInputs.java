package dev.muxscope.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Requests that are wrong in one way each, from `malformed/calls.txt` and `malformed/streams.txt`.
///
/// Each may be sent to a server again and again, by many connections at once, and is answered with
/// the same bytes each time.
final class MalformedInputs {

  private static final String WAITS = "waits ";
  private static final String WHOLE = "whole ";
  private static final String NEXT = " ;; ";

  private MalformedInputs() {}

  /// One input.
  ///
  /// @param name file and line, and which way of writing it
  /// @param waits whether the server takes whatever follows for a part of it, so that only the
  ///   stream's end tells that nothing more is answered
  /// @param whole whether it is not to be cut
  record Input(String name, byte[] bytes, boolean waits, boolean whole) {

    @Override
    public String toString() {
      return name + ": " + Escapes.encode(bytes);
    }
  }

  /// All inputs, those of the files' order.
  static List<Input> all() throws IOException {
    List<Input> all = new ArrayList<>(calls());
    all.addAll(streams());
    return all;
  }

  /// Well-framed requests as arrays, and those of one request without odd words as lines, too.
  private static List<Input> calls() throws IOException {
    List<Input> all = new ArrayList<>();
    List<String> odd = List.of();
    for (Line line : lines("calls.txt")) {
      String text = line.text;
      if (text.startsWith("= ")) {
        odd = Arrays.asList(text.substring(2).split(" [|] "));
      } else if (text.contains("@")) {
        odd.forEach(word -> all.add(arrays(line.name, text.replace("@", word))));
      } else {
        all.add(arrays(line.name, text));
        if (!text.contains(NEXT)) {
          byte[] bytes = Requests.inline(Escapes.words(text));
          all.add(new Input(line.name + ", inline", bytes, false, false));
        }
      }
    }
    return all;
  }

  private static Input arrays(String name, String requests) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String each : requests.split(NEXT)) {
      out.writeBytes(Requests.array(Escapes.words(each)));
    }
    return new Input(name, out.toByteArray(), false, false);
  }

  /// Bytes as they are.
  private static List<Input> streams() throws IOException {
    List<Input> all = new ArrayList<>();
    for (Line line : lines("streams.txt")) {
      boolean waits = line.text.startsWith(WAITS);
      boolean whole = line.text.startsWith(WHOLE);
      String bytes = waits || whole ? line.text.substring(WAITS.length()) : line.text;
      all.add(new Input(line.name, Escapes.decode(bytes), waits, whole));
    }
    return all;
  }

  private record Line(String name, String text) {}

  private static List<Line> lines(String file) throws IOException {
    try (InputStream in = MalformedInputs.class.getResourceAsStream("/malformed/" + file)) {
      List<String> all = new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
      return Stream.iterate(0, i -> i < all.size(), i -> i + 1)
          .filter(i -> !all.get(i).isBlank() && !all.get(i).startsWith("# "))
          .map(i -> new Line(file + ":" + (i + 1), all.get(i)))
          .toList();
    }
  }
}
