package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClassHistogramTest {

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

  @Test
  void aLivingJvmIsAsked() throws InterruptedException {
    byte[] alive = new byte[50_000_000];
    try (Children children = new Children()) {
      long self = ProcessHandle.current().pid();
      ClassHistogram histogram = ClassHistogram.of(JCMD, self, children);
      assertTrue(histogram.liveBytes() > alive.length, histogram.toString());
      assertTrue(histogram.stackChunkBytes() >= 0, histogram.toString());
      assertEquals(ClassHistogram.NONE, ClassHistogram.of(JCMD, Integer.MAX_VALUE, children));
      assertEquals(ClassHistogram.NONE, ClassHistogram.of(Path.of("no-jcmd"), self, children));
    }
  }
}
