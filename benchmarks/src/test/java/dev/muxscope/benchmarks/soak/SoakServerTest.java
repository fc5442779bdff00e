package dev.muxscope.benchmarks.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SoakServerTest {

  @Test
  void theUsersOptionsOfTheJvmComeLast() {
    assertEquals("-Xmx256m", SoakServer.jvmOptions(""));
    assertEquals("-Xmx256m -XX:+UseG1GC -Xmx1g", SoakServer.jvmOptions("-XX:+UseG1GC -Xmx1g"));
  }
}
