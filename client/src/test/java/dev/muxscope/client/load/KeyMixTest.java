package dev.muxscope.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.muxscope.client.load.KeyMix.Distribution;
import dev.muxscope.client.load.KeyMix.Part;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyMixTest {

  @Test
  void readsWhatItPrints() {
    var mix = new KeyMix(KeyMix.parseParts("get=90, SET=10"), 5, Distribution.ZIPF);
    assertEquals(List.of(new Part(MixCommand.GET, 90), new Part(MixCommand.SET, 10)), mix.parts());
    assertEquals("GET=90,SET=10", mix.partsText());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GET=90,|'' is no part of a mix: write it as GET=90,SET=10",
        "GET=x|'GET=x' is no part of a mix: write it as GET=90,SET=10",
        "HGET=1|'HGET' cannot be part of a mix: use GET SET DEL EXISTS STRLEN TTL INCR PING ECHO",
        "GET=0|the weight of GET is 0: use a number between 1 and 1000000",
        "GET=1,GET=2|the mix 'GET=1,GET=2' names a command twice",
      })
  void tellsWhatIsNoMix(String text, String message) {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new KeyMix(KeyMix.parseParts(text), 5, Distribution.UNIFORM));
    assertEquals(message.replace('\'', '"'), e.getMessage());
  }
}
