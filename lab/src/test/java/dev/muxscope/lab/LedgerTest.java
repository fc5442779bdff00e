package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LedgerTest {

  @Test
  void whatIsNotKnownIsNotANumber() {
    Ledger ledger = new Ledger(Map.of(Cost.CPU, 10.0, Cost.SELECTS, Double.NaN));
    assertEquals(10, ledger.get(Cost.CPU));
    assertTrue(Double.isNaN(ledger.get(Cost.SELECTS)));
    assertTrue(Double.isNaN(ledger.get(Cost.ALLOCATED)));
    assertEquals(Set.of(Cost.CPU), ledger.perRequest().keySet());
  }

  @Test
  void everyCostHasANameOfItsOwn() {
    Cost[] costs = Cost.values();
    assertEquals(
        costs.length, Arrays.stream(costs).map(Cost::jsonName).collect(Collectors.toSet()).size());
    assertEquals(
        costs.length, Arrays.stream(costs).map(Cost::label).collect(Collectors.toSet()).size());
  }
}
