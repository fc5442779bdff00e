package dev.muxscope.common.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.muxscope.common.command.Command.Flag;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

  private static final Command PLAIN = Command.of("Plain", 2, "Is plain", (_, _, r) -> r.ok());

  @Test
  void isNamedInLowerCase() {
    assertEquals("plain", PLAIN.name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\n", "\u00fc"})
  void refusesNamesThatNobodyCanType(String name) {
    assertThrows(
        IllegalArgumentException.class, () -> Command.of(name, 1, "", (_, _, r) -> r.ok()));
  }

  @Test
  void refusesAnArityOfZero() {
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> Command.of("c", 0, "", (_, _, r) -> r.ok()));
    assertEquals("command c: arity counts the name, so it is at least 1", refused.getMessage());
  }

  @Test
  void copiesItselfWithChanges() {
    Command changed = PLAIN.with(Flag.FAST, Flag.WRITE).withKeys(1, -1, 2);
    assertEquals(List.of(Flag.WRITE, Flag.FAST), List.copyOf(changed.flags()));
    assertEquals(new Command.KeyRange(1, -1, 2), changed.keys());
    assertEquals(PLAIN.handler(), changed.handler());
    assertEquals(Set.of(), PLAIN.flags());
  }

  @Test
  void labelsFlagsAsCommandInfoDoes() {
    assertEquals("no_auth", Flag.NO_AUTH.label());
  }
}
