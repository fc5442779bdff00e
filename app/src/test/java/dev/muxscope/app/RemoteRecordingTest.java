package dev.muxscope.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.muxscope.analytics.RecordingSettings;
import java.io.StringReader;
import java.util.Map;
import jdk.jfr.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteRecordingTest {

  private static Map<String, String> settings(int feature) throws Exception {
    return Configuration.create(new StringReader(RemoteRecording.settings(feature))).getSettings();
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 17, 24})
  void asksAnOlderJvmForWhatItCanBoundAndSample(int feature) throws Exception {
    Map<String, String> settings = settings(feature);

    assertEquals("20 ms", settings.get("jdk.SocketRead#threshold"));
    assertEquals("true", settings.get("jdk.ExecutionSample#enabled"));
  }

  @Test
  void asksOthersForWhatAServerRecordsOfItself() throws Exception {
    assertEquals(RecordingSettings.load().getSettings(), settings(25));
  }
}
