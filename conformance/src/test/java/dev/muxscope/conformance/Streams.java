package dev.muxscope.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What clients send, as bytes.
public final class Streams {

  private Streams() {}

  /// What the client of each case of each transcript sends.
  public static List<byte[]> ofTranscripts() throws IOException {
    List<byte[]> all = new ArrayList<>();
    for (Transcript transcript : TranscriptTests.transcripts()) {
      transcript.cases().forEach(one -> all.add(sent(one)));
    }
    return all;
  }

  /// A text of one character a byte.
  public static byte[] bytes(String latin1) {
    return Escapes.bytes(latin1);
  }

  static byte[] sent(Transcript.Case one) {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    for (Transcript.Step step : one.steps()) {
      if (step instanceof Transcript.Send send) {
        sent.writeBytes(send.bytes());
      }
    }
    return sent.toByteArray();
  }
}
