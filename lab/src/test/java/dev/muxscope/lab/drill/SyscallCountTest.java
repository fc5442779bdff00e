package dev.muxscope.lab.drill;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SyscallCountTest {

  private static final String ROOT = "Uid:\t0\t0\t0\t0\nCapEff:\t000001ffffffffff\n";
  private static final String ROOT_OF_A_CONTAINER = "Uid:\t0\t0\t0\t0\nCapEff:\t00000000a80425fb\n";
  private static final String USER = "Uid:\t1000\t1000\t1000\t1000\nCapEff:\t0000000000000000\n";

  @Test
  void whereAllMayTraceSoMayWe() {
    assertTrue(SyscallCount.mayAttach("", USER));
    assertTrue(SyscallCount.mayAttach("0", USER));
  }

  @Test
  void whereOnlyParentsMayTheCapabilityDecides() {
    assertTrue(SyscallCount.mayAttach("1", ROOT));
    assertTrue(SyscallCount.mayAttach("2", ROOT));
    assertFalse(SyscallCount.mayAttach("1", ROOT_OF_A_CONTAINER));
    assertFalse(SyscallCount.mayAttach("1", USER));
    assertFalse(SyscallCount.mayAttach("1", ""));
  }

  @Test
  void whereNobodyMayNoCapabilityHelps() {
    assertFalse(SyscallCount.mayAttach("3", ROOT));
  }
}
