package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeMemoryTest {

  private static final String MACHINE = "MemTotal: 9 kB\nMemAvailable:    4 kB\n";
  private static final String VERSION_2 = "0::/pod/app\n";
  private static final String VERSION_1 = "5:cpuset:/pod\n4:memory:/pod/app\n0::/\n";

  @TempDir private Path groups;

  private void write(String file, String text) throws IOException {
    Path path = groups.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private double free(String memberships) {
    return FreeMemory.bytes(MACHINE, ControlGroups.of(groups, memberships, "memory"));
  }

  @Test
  void isTheMachinesWithoutALimit() throws IOException {
    assertEquals(4096, free(""));
    assertEquals(4096, free(VERSION_2));
    write("pod/app/memory.max", "max\n");
    write("pod/app/memory.current", "100\n");
    write("memory/pod/app/memory.limit_in_bytes", "9223372036854771712\n");
    write("memory/pod/app/memory.usage_in_bytes", "100\n");
    assertEquals(4096, free(VERSION_2));
    assertEquals(4096, free(VERSION_1));
  }

  @Test
  void isInfiniteWhereNothingTells() {
    assertEquals(
        Double.POSITIVE_INFINITY,
        FreeMemory.bytes("", ControlGroups.of(groups, VERSION_2, "memory")));
  }

  @Test
  void isWhatAContainerHasLeft() throws IOException {
    write("pod/app/memory.max", "3000\n");
    write("pod/app/memory.current", "1000\n");
    assertEquals(2000, free(VERSION_2));
    write("pod/memory.max", "1500\n");
    write("pod/memory.current", "1000\n");
    assertEquals(500, free(VERSION_2));
    write("pod/memory.stat", "anon 700\ninactive_file 300\n");
    assertEquals(800, free(VERSION_2), "files' pages are given back");
  }

  @Test
  void isThatOfVersion1() throws IOException {
    write("memory/pod/app/memory.limit_in_bytes", "3000\n");
    write("memory/pod/app/memory.usage_in_bytes", "1000\n");
    assertEquals(2000, free(VERSION_1));
  }
}
