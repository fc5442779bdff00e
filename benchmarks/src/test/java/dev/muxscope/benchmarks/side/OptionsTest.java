package dev.muxscope.benchmarks.side;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.benchmarks.UsageException;
import dev.muxscope.benchmarks.side.Options.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

  private static Options parse(String words) throws UsageException {
    return Options.parse(words.isEmpty() ? List.of() : List.of(words.split(" ")));
  }

  @Test
  void measuresWhereTheGoalsAreUnlessToldOtherwise() throws UsageException {
    Options options = parse("");
    assertEquals(Kind.USUAL, options.kind());
    List<String> labels = options.places().stream().map(Place::label).toList();
    assertTrue(labels.contains("PING, 10,000 connections"), labels.toString());
    assertTrue(labels.contains("PING, 50 connections, pipeline 16"), labels.toString());
    assertTrue(labels.contains("SET4096, 50 connections"), labels.toString());
  }

  @Test
  void combinesWhatIsChosen() throws UsageException {
    List<Place> places = parse("--connections 1,50 --pipeline=1,16 --requests GET64").places();
    assertEquals(
        List.of("get64-1-1", "get64-50-1", "get64-1-16", "get64-50-16"),
        places.stream().map(Place::id).toList());
  }

  @Test
  void measuresAPlaceOnce() throws UsageException {
    List<Place> places = parse("--connections 1,01 --pipeline 1,01 --requests PING,ping").places();
    assertEquals(List.of(new Place(1, 1, Request.PING)), places);
  }

  @Test
  void takesManyKeys() throws UsageException {
    List<Place> places = parse("--requests GET64x1000000,set4096X2").places();
    assertEquals("GET64x1000000, 1 connection", places.getFirst().label());
    assertEquals(2, places.getLast().request().keys());
  }

  @Test
  void takesConnectionsThatAreNew() throws UsageException {
    Place place = parse("--connections 50 --requests connect").places().getFirst();
    assertEquals("CONNECT, 50 connections", place.label());
    assertEquals(List.of("-t", "ping_mbulk", "-k", "0"), place.request().benchmarkWords());
  }

  @Test
  void measuresEverythingWhenAsked() throws UsageException {
    assertEquals(50, parse("--full").places().size());
    assertEquals(List.of(), parse("--memory").places());
  }

  @ParameterizedTest
  @CsvSource({
    "--conections 1, unknown option --conections",
    "17100, unknown option 17100",
    "--full=yes, unknown option --full=yes",
    "--rounds 0, '--rounds takes 1 to 1000, not 0'",
    "--rounds, --rounds needs a value",
    "--seconds 0.1, '--seconds takes 0.25 to 9999, not 0.1'",
    "--requests PONG, '--requests takes PING, CONNECT, or GET or SET with 1 to 1048576 bytes'",
    "--requests GET0, '--requests takes PING, CONNECT, or GET or SET with 1 to 1048576 bytes'",
    "--requests GET64x1000001, '--requests takes PING, CONNECT, or GET or SET with 1 to 1048576 bytes'",
    "--requests SET4096x1000000, '--requests takes PING, CONNECT, or GET or SET with 1 to 1048576 bytes'",
    "'--modes select,redis', '--modes takes some of select,select+vthreads,vthreads,threads, not redis'",
    "--full --memory, '--full, --memory and a choice of places exclude each other'",
    "--json ., --json . cannot be written: it is a directory",
    "--html missing/x.html, --html missing/x.html cannot be written: there is no directory",
    "--memory --seconds 1, '--seconds is for CPU time, not for --memory'",
  })
  void saysWhatIsWrong(String words, String message) {
    UsageException wrong = assertThrows(UsageException.class, () -> parse(words));
    String said = String.valueOf(wrong.getMessage());
    assertTrue(said.startsWith(message), said);
  }
}
