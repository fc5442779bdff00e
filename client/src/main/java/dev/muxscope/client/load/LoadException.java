package dev.muxscope.client.load;

/// A run that could not be carried out: the server is not there or went away, or this machine ran
/// out of files or ports. The message is one line for the user.
public final class LoadException extends Exception {

  private static final long serialVersionUID = 1L;

  /// @param message what is wrong and what may help, in one line
  public LoadException(String message) {
    super(message);
  }
}
