package dev.muxscope.lab;

/// A run of the lab that failed. The message is fit for a user: a line that says what went wrong,
/// followed, where a child process failed, by the last lines it printed.
public final class LabException extends Exception {

  private static final long serialVersionUID = 1L;

  public LabException(String message) {
    super(message);
  }

  public LabException(String message, Throwable cause) {
    super(message, cause);
  }

  /// The message as one line.
  String inOneLine() {
    return String.join(" ", String.valueOf(getMessage()).lines().map(String::strip).toList());
  }
}
