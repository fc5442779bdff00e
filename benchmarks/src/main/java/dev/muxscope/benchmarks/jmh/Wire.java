package dev.muxscope.benchmarks.jmh;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Requests as bytes.
final class Wire {

  private Wire() {}

  /// A request as an array of bulk strings, some times over, in a direct buffer as an event loop
  /// has it.
  ///
  /// @param times how often
  /// @param words of the request, ASCII
  static ByteBuffer requests(int times, String... words) {
    StringBuilder text = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    byte[] bytes = text.toString().repeat(times).getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }
}
