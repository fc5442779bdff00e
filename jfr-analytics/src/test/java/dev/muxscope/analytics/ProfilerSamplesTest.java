package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Samples as async-profiler takes them, made of events of the same name: of threads that sleep,
/// and with native functions on top, which have a type that no method has.
class ProfilerSamplesTest {

  @TempDir static Path directory;

  private static RecordingSummary profiled;
  private static RecordingSummary called;

  @BeforeAll
  static void record() throws Exception {
    FlightRecorder.register(Sample.class);
    Path file = directory.resolve("called.jfr");
    try (Selector selector = Selector.open();
        Recording recording = new Recording()) {
      Pipe pipe = Pipe.open();
      pipe.source().configureBlocking(false).register(selector, SelectionKey.OP_READ);
      pipe.sink().write(ByteBuffer.allocate(1));
      recording.enable(Sample.class).withStackTrace();
      recording.start();
      selector.select(new Ready());
      recording.stop();
      recording.dump(file);
      pipe.sink().close();
      pipe.source().close();
    }
    called = RecordingReader.read(file);
    profiled = RecordingReader.read(withNativeTypes(file));
  }

  @AfterAll
  static void forget() {
    FlightRecorder.unregister(Sample.class);
  }

  private static Path withNativeTypes(Path file) throws IOException {
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    return Files.writeString(
        directory.resolve("profiled.jfr"),
        bytes.replace(";)V", ")L;"),
        StandardCharsets.ISO_8859_1);
  }

  @Test
  void countOnlyWhatRan() {
    assertEquals(1, called.collected(ThreadSamples.class).execution().all().count());
    assertEquals(1, called.collected(WaitingCode.class).samples());
    assertEquals(1, called.collected(Stacks.class).total(Stacks.Sum.RUNNING));
  }

  @Test
  void areOfTheMethodThatCalledANativeFunction() {
    assertEquals(
        Set.of("SelectorImpl.processReadyEvents"),
        profiled.collected(ThreadSamples.class).execution().byMethod().keySet());
    assertEquals(1, profiled.collected(WaitingCode.class).share());
    assertEquals(0, called.collected(WaitingCode.class).share());
  }

  @Test
  void takeNoNativeFunctionForTheApplication() {
    assertTrue(called.collected(SelectStacks.class).called());
    assertFalse(profiled.collected(SelectStacks.class).called());
  }

  @Name("jdk.ExecutionSample")
  private static final class Sample extends Event {

    final Thread sampledThread = Thread.currentThread();
    String state = "STATE_RUNNABLE";
  }

  private static final class Ready implements Consumer<SelectionKey> {

    @Override
    public void accept(SelectionKey key) {
      new Sample().commit();
      var sleeping = new Sample();
      sleeping.state = "STATE_SLEEPING";
      sleeping.commit();
    }
  }
}
