package dev.muxscope.analytics;

/// A recording that cannot be read. The message is one line fit for a user: it names the file, says
/// what is wrong with it and what would be right.
public final class RecordingException extends Exception {

  private static final long serialVersionUID = 1L;

  RecordingException(String message) {
    super(message);
  }

  RecordingException(String message, Throwable cause) {
    super(message, cause);
  }
}
