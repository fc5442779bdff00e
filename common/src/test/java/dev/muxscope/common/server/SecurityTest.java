package dev.muxscope.common.server;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityTest {

  private static final Security OPEN = Security.defaults();

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.0.1", "::1", "localhost"})
  void letsEverybodyOfThisMachineIn(String host) {
    assertDoesNotThrow(() -> OPEN.checkAddress(at(host)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
  void refusesToBeReachedFromElsewhere(String host) {
    var refused = assertThrows(IllegalArgumentException.class, () -> OPEN.checkAddress(at(host)));
    assertTrue(refused.getMessage().startsWith("protected mode: at "), refused::getMessage);
  }

  @Test
  void isReachedFromElsewhereWithAPasswordOrOnDemand() {
    Security closed = OPEN.withPassword(Password.of(new byte[] {1}));
    assertDoesNotThrow(() -> closed.checkAddress(at("0.0.0.0")));
    assertDoesNotThrow(() -> OPEN.withoutProtectedMode().checkAddress(at("0.0.0.0")));
  }

  private static InetSocketAddress at(String host) {
    return new InetSocketAddress(host, 6380);
  }
}
