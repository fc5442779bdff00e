package dev.muxscope.client.load;

import dev.muxscope.client.RequestLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What is sent. Immutable.
///
/// @param request one command as typed by a person, see [RequestLine]; not sent where there is a
///   mix
/// @param payloadBytes without a mix, the length of one more argument behind the request's, 0 for
///   none; with a mix, the size of the values; up to 16 MiB
/// @param mix commands and keys to choose from instead of sending the same request
public record Content(String request, int payloadBytes, Optional<KeyMix> mix) {

  private static final int MAX_PAYLOAD = 16 << 20;

  /// @throws IllegalArgumentException with one line for the user when a value is out of its range,
  ///   or the request cannot be taken apart
  public Content {
    Ranges.require("payload", payloadBytes, 0, MAX_PAYLOAD);
    if (RequestLine.split(request).isEmpty()) {
      throw new IllegalArgumentException("the request is empty: give a command, as \"PING\"");
    }
  }

  /// One request over and over.
  public static Content of(String request) {
    return new Content(request, 0, Optional.empty());
  }

  public Content withPayloadBytes(int payloadBytes) {
    return new Content(request, payloadBytes, mix);
  }

  public Content withMix(KeyMix mix) {
    return new Content(request, payloadBytes, Optional.of(mix));
  }

  /// The bytes of the request, payload included.
  byte[] encodedRequest() {
    List<byte[]> arguments = new ArrayList<>(RequestLine.split(request));
    if (payloadBytes > 0) {
      arguments.add(payload());
    }
    return RequestLine.encode(arguments);
  }

  /// Letters, so that it can be read in a trace.
  byte[] payload() {
    byte[] payload = new byte[payloadBytes];
    Arrays.fill(payload, (byte) 'x');
    return payload;
  }

  /// The bytes of the longest request.
  long longestRequest() {
    return mix.isPresent() ? mix.get().longestRequest(payload()) : encodedRequest().length;
  }
}
