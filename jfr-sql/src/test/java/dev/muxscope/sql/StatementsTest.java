package dev.muxscope.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatementsTest {

  @Test
  void endAtSemicolons() {
    Statements statements = Statements.of("SELECT 1; SELECT 2 ;\nSELECT");
    assertEquals(List.of("SELECT 1", "SELECT 2"), statements.whole());
    assertEquals("\nSELECT", statements.rest());
    assertEquals(List.of("SELECT 1", "SELECT 2", "SELECT"), statements.all());
  }

  @Test
  void doNotEndInQuotes() {
    assertEquals(List.of("SELECT ';' AS \";\""), Statements.of("SELECT ';' AS \";\";").whole());
    assertEquals(List.of("SELECT 'it''s;'"), Statements.of("SELECT 'it''s;';").whole());
    assertEquals("SELECT 'open;", Statements.of("SELECT 'open;").rest());
  }

  @Test
  void doNotEndInTextsBetweenDollars() {
    assertEquals(
        List.of("SELECT $$it's;$$", "SELECT 2"), Statements.of("SELECT $$it's;$$; SELECT 2").all());
    assertEquals(
        List.of("SELECT $a$ $$ ; $b$ $a$"), Statements.of("SELECT $a$ $$ ; $b$ $a$;").whole());
    assertEquals("SELECT $$open;", Statements.of("SELECT $$open;").rest());
  }

  @Test
  void endAfterDollarsThatQuoteNothing() {
    assertEquals(List.of("SELECT $1", "SELECT $2"), Statements.of("SELECT $1; SELECT $2").all());
    assertEquals(List.of("SELECT a$$", "SELECT 2"), Statements.of("SELECT a$$; SELECT 2").all());
  }

  @Test
  void doNotEndInTextsWithEscapes() {
    assertEquals(List.of("SELECT E'it\\'s;'"), Statements.of("SELECT E'it\\'s;';").whole());
    assertEquals(List.of("SELECT e'\\\\'", "2"), Statements.of("SELECT e'\\\\';2").all());
    assertEquals(List.of("SELECT E'a''\\';'"), Statements.of("SELECT E'a''\\';';").whole());
    assertEquals(List.of("SELECT 'a\\'", "2"), Statements.of("SELECT 'a\\';2").all());
    assertEquals(List.of("LIKE'a\\'", "2"), Statements.of("LIKE'a\\';2").all());
  }

  @Test
  void doNotEndInRemarks() {
    assertEquals(List.of("SELECT 1 -- a;\n+ 2"), Statements.of("SELECT 1 -- a;\n+ 2;").whole());
    assertEquals(List.of("SELECT /* ; */ 1"), Statements.of("SELECT /* ; */ 1;").whole());
    assertEquals(
        List.of("SELECT /* /* ; */ ; */ 1"), Statements.of("SELECT /* /* ; */ ; */ 1;").whole());
    assertEquals("SELECT 1 -- open;", Statements.of("SELECT 1 -- open;").rest());
  }

  @Test
  void areNotMadeOfRemarksAlone() {
    assertEquals(List.of(), Statements.of(" -- nothing\n; /* nor here */ ;;").all());
  }

  @Test
  void areCompleteWhereOnlyRemarksFollow() {
    assertTrue(Statements.of("").isComplete());
    assertTrue(Statements.of("SELECT 1; -- one\n/* two */").isComplete());
    assertFalse(Statements.of("SELECT 1; SELECT -- two").isComplete());
    assertFalse(Statements.of("SELECT 1; /* open").isComplete());
    assertFalse(Statements.of("'open").isComplete());
  }
}
