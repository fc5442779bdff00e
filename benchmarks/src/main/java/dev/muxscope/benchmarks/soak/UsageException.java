package dev.muxscope.benchmarks.soak;

/// Words on the command line that cannot be taken. The message says what was wrong and what would
/// be right; the exit code is 2.
final class UsageException extends Exception {

  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
