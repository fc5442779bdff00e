package dev.muxscope.benchmarks;

/// Words on the command line that cannot be taken. The message says what was wrong and what would
/// be right; the exit code is 2.
public final class UsageException extends Exception {

  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
