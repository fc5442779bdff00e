package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProcFilesTest {

  private static final String STATUS =
      """
      Name:\tVmRSS: 7 kB
      VmRSS:\t   61688 kB
      RssAnon:\t   40112 kB
      Cpus_allowed_list:\t0-1,4
      voluntary_ctxt_switches:\t1200
      nonvoluntary_ctxt_switches:\t34
      """;

  private static final String STAT =
      """
      cpu  300 30 60 9000 0 5 50 0 0 0
      cpu0 100 10 20 3000 0 5 50 0 0 0
      cpu1 200 20 40 6000 0 0 0 0 0 0
      intr 12345
      """;

  @Test
  void numbersAreReadByTheirNames() {
    assertEquals(61_688, ProcFiles.number("VmRSS", STATUS));
    assertEquals(40_112, ProcFiles.number("RssAnon", STATUS));
    assertEquals(1200, ProcFiles.number("voluntary_ctxt_switches", STATUS));
    assertEquals(34, ProcFiles.number("nonvoluntary_ctxt_switches", STATUS));
  }

  @Test
  void whatIsNotThereIsNaN() {
    assertTrue(Double.isNaN(ProcFiles.number("RssShmem", STATUS)));
    assertTrue(Double.isNaN(ProcFiles.busyNanos(STAT, Set.of(0, 7))));
    assertTrue(Double.isNaN(ProcFiles.busyNanos(STAT, Set.of())));
    assertEquals("", ProcFiles.read(Path.of("/proc/no such file")));
  }

  @Test
  void listsOfProcessorsHaveRanges() {
    assertEquals(List.of(0, 1, 4), ProcFiles.cpus("0-1,4\n"));
    assertEquals(List.of(5), ProcFiles.cpus("5"));
  }

  @Test
  void allowedProcessorsAreOn() {
    assertEquals(List.of(0, 1, 2, 3), ProcFiles.allowedCpus("0-7", "0-3\n"));
    assertEquals(List.of(2, 6), ProcFiles.allowedCpus("2-3,6", "0,2,4,6"));
    assertEquals(List.of(0, 1), ProcFiles.allowedCpus("0-1", ""), "the kernel tells nothing");
  }

  @Test
  void busyTimeIsThatOfProcessesOnTheNamedProcessors() {
    assertEquals(130 * 1e7, ProcFiles.busyNanos(STAT, Set.of(0)));
    assertEquals(390 * 1e7, ProcFiles.busyNanos(STAT, Set.of(0, 1)));
  }

  @Test
  void thisProcessMayRunSomewhere() {
    assertFalse(ProcFiles.allowedCpus().isEmpty());
  }

  @Test
  void aThreadsTimeInTheRunQueueIsTheSecondFigure() {
    assertEquals(41089, ProcFiles.queueNanos("50429 41089 2\n"));
    assertTrue(Double.isNaN(ProcFiles.queueNanos("")));
  }

  @Test
  void theSoftLimitOfOpenFilesIsTheFirstFigure() {
    String limits =
        """
        Max processes             63304                63304                processes
        Max open files            1024                 20000                files
        """;
    assertEquals(OptionalLong.of(1024), ProcFiles.openFiles(limits));
    assertEquals(
        OptionalLong.empty(),
        ProcFiles.openFiles("Max open files            unlimited            unlimited"));
  }

  @Test
  void pagesOfTcpAreFound() {
    String sockstat =
        """
        sockets: used 2128
        TCP: inuse 52 orphan 0 tw 2633 alloc 2106 mem 2111
        UDP: inuse 0 mem 7
        """;
    assertEquals(2111, ProcFiles.tcpPages(sockstat));
    assertTrue(Double.isNaN(ProcFiles.tcpPages("UDP: inuse 0 mem 7")));
  }
}
