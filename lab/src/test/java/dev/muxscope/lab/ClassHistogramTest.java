package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClassHistogramTest {

  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");

  @Test
  void whatFillsGapsIsNotAlive() {
    List<String> lines =
        """
        4711:
         num     #instances         #bytes  class name (module)
        -------------------------------------------------------
           1:         12345        1000000  [B (java.base@25.0.3)
           2:           500         900000  jdk.internal.vm.StackChunk (java.base@25.0.3)
           3:             7          58648  [Ljdk.internal.vm.FillerElement; (java.base@25.0.3)
           4:             2             32  jdk.internal.vm.FillerObject (java.base@25.0.3)
           5:             1             24  [Ljdk.internal.vm.StackChunk; (java.base@25.0.3)
        Total         12855        1958704
        """
            .lines()
            .toList();
    assertEquals(new ClassHistogram(1900024, 900000), ClassHistogram.parse(lines));
  }

  @Test
  void otherLinesTellNothing() {
    assertEquals(ClassHistogram.NONE, ClassHistogram.parse(List.of("4711:", "no such process")));
  }

  /// Another JVM, as one that reads its own histogram stands still while it is written.
  @Test
  void aLivingJvmIsAsked() throws Exception {
    List<String> server =
        List.of(JAVA.toString(), "-m", "jdk.httpserver", "-b", "127.0.0.1", "-p", "0");
    Process jvm = new ProcessBuilder(server).redirectErrorStream(true).start();
    try (Children children = new Children();
        BufferedReader lines = jvm.inputReader()) {
      assertNotNull(lines.readLine(), "it serves");
      ClassHistogram histogram = ClassHistogram.of(JCMD, jvm.pid(), children);
      assertTrue(histogram.liveBytes() > 100_000, histogram.toString());
      assertEquals(0, histogram.stackChunkBytes());
      ClassHistogram none = ClassHistogram.of(Path.of("no-jcmd"), jvm.pid(), children);
      assertEquals(ClassHistogram.NONE, none);
    } finally {
      jvm.destroyForcibly().waitFor();
    }
  }

  @Test
  void noJvmHasNoHistogram() throws InterruptedException {
    try (Children children = new Children()) {
      assertEquals(ClassHistogram.NONE, ClassHistogram.of(JCMD, Integer.MAX_VALUE, children));
    }
  }
}
