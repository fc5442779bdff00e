package dev.muxscope.benchmarks.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.muxscope.benchmarks.UsageException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoakOptionsTest {

  @Test
  void takesValuesJoinedOrApart() throws UsageException {
    SoakOptions options =
        SoakOptions.parse(List.of("--mode=select,threads", "--minutes", "0.5", "--seed=-7"));
    assertEquals(
        new SoakOptions(List.of("select", "threads"), Duration.ofSeconds(30), -7), options);
  }

  @Test
  void soaksEveryModeForHalfAnHourUnlessTold() throws UsageException {
    SoakOptions options = SoakOptions.parse(List.of());
    assertEquals(4, options.modes().size());
    assertEquals(Duration.ofMinutes(30), options.time());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--mode=fast", "--minutes=0", "--minutes=x", "--seed=x", "--seed", "--other=1"})
  void saysWhatItCannotTake(String word) {
    assertThrows(UsageException.class, () -> SoakOptions.parse(List.of(word)));
  }
}
