package dev.muxscope.common.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PasswordTest {

  private final Password password = Password.of("geheim".getBytes(UTF_8));

  @Test
  void isItselfAndNothingElse() {
    assertTrue(password.is("geheim".getBytes(UTF_8)));
    for (String other : new String[] {"", "geheim ", "geheim\0", "gehei", "Geheim", "x"}) {
      assertFalse(password.is(other.getBytes(UTF_8)), other);
    }
  }

  @Test
  void doesNotKeepWhatItWasMadeOf() {
    byte[] secret = "geheim".getBytes(UTF_8);
    Password made = Password.of(secret);
    secret[0] = 'x';
    assertTrue(made.is("geheim".getBytes(UTF_8)));
  }

  @Test
  void printsNothingOfItself() {
    assertEquals("set", password.toString());
    String options =
        ServerOptions.defaults()
            .withSecurity(Security.defaults().withPassword(password))
            .toString();
    assertFalse(options.contains("geheim"), options);
  }

  @Test
  void refusesWhatNobodyCouldSend() {
    assertThrows(IllegalArgumentException.class, () -> Password.of(new byte[0]));
    byte[] longest = new byte[Password.MAX_BYTES];
    assertTrue(Password.of(longest).is(longest));
    assertThrows(IllegalArgumentException.class, () -> Password.of(new byte[longest.length + 1]));
  }
}
