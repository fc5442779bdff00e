package dev.muxscope.common.server;

import dev.muxscope.common.command.CommandException;
import dev.muxscope.common.command.Session;
import dev.muxscope.common.protocol.Request;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/// Who has given the password. There is one user, `default`. Safe for all threads.
final class Authentication {

  private final Optional<Password> password;
  private final LongAdder failures;

  /// @param failures counts wrong passwords
  Authentication(Security security, LongAdder failures) {
    this.password = security.password();
    this.failures = failures;
  }

  /// Whether there is a password.
  boolean required() {
    return password.isPresent();
  }

  /// Takes a session back to where it began.
  void forget(Session session) {
    session.authenticated(!required());
  }

  /// Lets a session in whose user and password are right. Without a password, any is.
  ///
  /// @param index of the user, which the password follows
  void check(Session session, Request request, int index) {
    // The password first: a wrong user is not to be told by a quicker answer.
    boolean right = isPassword(request, index + 1);
    admit(session, right && request.text(index).equals("default"));
  }

  /// Lets a session in whose password is right.
  void checkPasswordOnly(Session session, Request request, int index) {
    admit(session, isPassword(request, index));
  }

  private boolean isPassword(Request request, int index) {
    return password.isEmpty() || password.get().is(request.bytes(index));
  }

  /// One that is in stays in, whatever it says later.
  private void admit(Session session, boolean right) {
    if (!right) {
      failures.increment();
      throw new CommandException("WRONGPASS invalid username-password pair or user is disabled.");
    }
    session.authenticated(true);
  }
}
