package dev.muxscope.analytics.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.report.TextRenderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ForecastTest {

  private static final Path STATED = Path.of("..", "docs", "advisor-error.txt");

  @Test
  void foretellsServersThatFollowARule() {
    Forecast forecast = Forecast.of(Calibrations.exact());

    assertFalse(forecast.checks().isEmpty());
    for (Forecast.Check check : forecast.checks()) {
      assertEquals(check.measured(), check.foretold(), 0.01 * check.measured(), check::toString);
    }
  }

  @Test
  void judgesItselfByLoadsItHasNotSeen() {
    Forecast exact = Forecast.of(Calibrations.exact());
    String unseen = exact.checks().getFirst().load();
    // Twice the cost of one kept load changes no fit, and is seen as an error.
    StringBuilder doctored = new StringBuilder();
    Calibrations.text().lines().forEach(line -> doctored.append(doctor(line, unseen)).append('\n'));
    Forecast forecast = Forecast.of(Calibrations.read(doctored.toString()));

    assertEquals(
        exact.fits().values().iterator().next().coefficient(0),
        forecast.fits().values().iterator().next().coefficient(0));
    assertTrue(forecast.checks().stream().anyMatch(check -> check.error() > 0.3));
  }

  private static String doctor(String line, String load) {
    String[] cells = line.split(",");
    if (!cells[0].equals(load) || !cells[1].equals("threads")) {
      return line;
    }
    cells[2] = "" + 2 * Double.parseDouble(cells[2]);
    return String.join(",", cells);
  }

  @Test
  void hasNoFigureWithoutACalibration() {
    Forecast forecast = Forecast.of(Calibrations.read("load,mode\n"));

    assertTrue(Double.isNaN(forecast.cost("select", "threads", Measures.NONE).value()));
    assertTrue(CalibrationReport.sentence(forecast).contains("not known"));
  }

  /// The stated error is what `muxscope analyze --advisor-error` prints of the calibration that is
  /// shipped.
  @Test
  void isAsGoodAsStated() throws IOException {
    StringBuilder printed = new StringBuilder();
    TextRenderer.render(CalibrationReport.of(Forecast.of(Calibration.load())), printed, 100);

    assertEquals(Files.readString(STATED), printed.toString());
  }

  @Test
  void isOffByLessThanAFifthInTheMedianOnTheShippedCalibration() {
    double[] errors =
        Forecast.of(Calibration.load()).checks().stream()
            .mapToDouble(Forecast.Check::error)
            .sorted()
            .toArray();

    assertTrue(errors.length >= 30, () -> errors.length + " forecasts");
    assertTrue(
        errors[errors.length / 2] <= 0.2, () -> errors[errors.length / 2] + " in the median");
  }
}
