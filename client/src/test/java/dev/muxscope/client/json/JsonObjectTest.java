package dev.muxscope.client.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTest {

  private static final String TEXT =
      """
      {
        "text" : "a \\"b\\"\\n",
        "numbers" : [ 1, -9223372036854775808, 0.1, 1.0E300 ],
        "huge" : 123456789012345678901234567890,
        "yes" : true,
        "none" : null,
        "empty" : {
          "list" : [ ],
          "object" : { }
        },
        "objects" : [ {
          "millis" : 250
        } ]
      }\
      """;

  private final JsonObject json = JsonObject.parse(TEXT);

  @Test
  void isWrittenAsItWasRead() {
    assertEquals(TEXT, json.toString());
  }

  @Test
  void whatWasPutIsWritten() {
    JsonObject written =
        new JsonObject()
            .put("b", List.of(1, 2.5, 3L))
            .put("a", Optional.of("x"))
            .put("none", Optional.empty())
            .put("nan", Double.NaN);
    assertEquals(
        """
        {
          "b" : [ 1, 2.5, 3 ],
          "a" : "x",
          "none" : null,
          "nan" : null
        }\
        """,
        written.toString());
  }

  @Test
  void valuesAreGivenAsTheirKind() {
    assertEquals("a \"b\"\n", json.text("text"));
    assertEquals(List.of(1.0, (double) Long.MIN_VALUE, 0.1, 1e300), json.numbers("numbers"));
    assertTrue(Double.isNaN(json.number("none")));
    assertEquals(250, json.objects("objects").getFirst().millis("millis").toMillis());
    assertEquals(List.of(), json.object("empty").texts("list"));
  }

  @Test
  void aMapOfTextsIsAnObject() {
    Map<String, String> texts = Map.of("a", "1", "b", "2");
    assertEquals(texts, JsonObject.parse(JsonObject.of(texts).toString()).texts());
    assertRefused("\"numbers\" is not a text", () -> JsonObject.of(Map.of("numbers", 1)).texts());
  }

  @Test
  void aTextMayBeMissing() {
    assertEquals(Optional.empty(), json.optionalText("none"));
    assertEquals(Optional.empty(), json.optionalText("nowhere"));
    assertEquals(Optional.empty(), json.optionalObject("none").map(JsonObject::toString));
    assertEquals(Optional.of("a \"b\"\n"), json.optionalText("text"));
  }

  @Test
  void aNumberMayBeMissing() {
    assertTrue(Double.isNaN(json.optionalNumber("none")));
    assertTrue(Double.isNaN(json.optionalNumber("nowhere")));
    assertEquals(2, new JsonObject().put("two", 2).optionalNumber("two"));
    assertRefused("\"text\" is not a number", () -> json.optionalNumber("text"));
  }

  @Test
  void whatIsMissingOrOfAnotherKindIsNamed() {
    assertRefused("\"nowhere\" is missing", () -> json.object("nowhere"));
    assertRefused("\"yes\" is not a text", () -> json.text("yes"));
    assertRefused("\"numbers\" is not a whole number of 32 bits", () -> json.integers("numbers"));
    assertRefused("\"huge\" is not a whole number", () -> json.whole("huge"));
    assertRefused("\"text\" is not a list", () -> json.texts("text"));
    assertRefused("\"none\" is not an object", () -> json.object("none"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[1]", "3", "{} {}", "{\"a\": 1", "{\"a\": nan}", "no JSON"})
  void whatIsNotOneObjectIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> JsonObject.parse(text));
  }

  @Test
  void theLineOfAnErrorIsTold() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> JsonObject.parse("{\n\"a\": x}"))
            .getMessage();
    assertTrue(message.endsWith("(line 2)"), message);
  }

  private static void assertRefused(String message, Executable asked) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, asked).getMessage());
  }
}
