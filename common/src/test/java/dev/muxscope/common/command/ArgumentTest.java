package dev.muxscope.common.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.common.command.Argument.Flag;
import dev.muxscope.common.command.Argument.Type;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentTest {

  private static final Argument KEY = Argument.of("key", Type.KEY);
  private static final Argument VALUE = Argument.of("value", Type.STRING);

  @Test
  void nothingIsNoArguments() {
    assertEquals(List.of(), Argument.parse(""));
  }

  @Test
  void namesAndTypes() {
    assertEquals(
        List.of(
            KEY, VALUE, Argument.of("seconds", Type.INTEGER), Argument.of("ip:port", Type.STRING)),
        Argument.parse("key value seconds:integer ip:port"));
  }

  @Test
  void whatMayBeLeftOutOrGivenAgain() {
    assertEquals(List.of(KEY.with(Flag.MULTIPLE)), Argument.parse("key..."));
    assertEquals(
        List.of(VALUE.with(Flag.OPTIONAL).with(Flag.MULTIPLE)), Argument.parse("[value...]"));
    Argument pairs = new Argument("key_value", Type.BLOCK, "", Set.of(), List.of(KEY, VALUE));
    assertEquals(List.of(pairs.with(Flag.MULTIPLE)), Argument.parse("<key value>..."));
  }

  @Test
  void wordsAloneAndBeforeAnArgument() {
    assertEquals(List.of(Argument.of("get", Type.PURE_TOKEN).after("GET")), Argument.parse("GET"));
    assertEquals(
        List.of(Argument.of("seconds", Type.INTEGER).after("EX")),
        Argument.parse("EX seconds:integer"));
    assertEquals(
        List.of("GET", "NX"), Argument.parse("GET NX").stream().map(Argument::token).toList());
  }

  @Test
  void oneOfSeveral() {
    List<Argument> words =
        List.of(
            Argument.of("nx", Type.PURE_TOKEN).after("NX"),
            Argument.of("xx", Type.PURE_TOKEN).after("XX"));
    assertEquals(
        List.of(new Argument("condition", Type.ONEOF, "", Set.of(Flag.OPTIONAL), words)),
        Argument.parse("[condition=NX|XX]"));
    assertEquals(
        List.of(new Argument("nx_xx", Type.ONEOF, "", Set.of(), words)), Argument.parse("<NX|XX>"));
  }

  @Test
  void groupsWithinGroups() {
    Argument filter = Argument.parse("[FILTERBY <by=MODULE name|PATTERN pattern>]").getFirst();
    assertEquals("FILTERBY", filter.token());
    assertTrue(filter.is(Flag.OPTIONAL));
    assertEquals(Type.ONEOF, filter.type());
    assertEquals(Argument.of("pattern", Type.PATTERN).after("PATTERN"), filter.parts().get(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[key", "key]", "<a|b", "a|b", "[]", "<a|>"})
  void saysWhereBracketsAreWrong(String syntax) {
    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> Argument.parse(syntax));
    assertTrue(thrown.getMessage().startsWith("syntax \"" + syntax + "\", character "));
  }
}
