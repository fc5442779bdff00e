package dev.muxscope.common.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LineBudgetTest {

  /// Clocks may begin anywhere, below zero too.
  private static final long BEGIN = Long.MAX_VALUE - 1000;

  private final LineBudget budget = new LineBudget();

  private void takeAll(long nowNanos) {
    for (int i = 0; i < LineBudget.LINES; i++) {
      assertEquals(0, budget.take(nowNanos));
    }
  }

  @Test
  void leavesOutWhatIsTooMuch() {
    takeAll(BEGIN);

    assertEquals(LineBudget.LEFT_OUT, budget.take(BEGIN));
    assertEquals(LineBudget.LEFT_OUT, budget.take(BEGIN + LineBudget.TIME.toNanos() - 1));
  }

  @Test
  void saysLaterHowMuchThatWas() {
    takeAll(BEGIN);
    budget.take(BEGIN + 1);
    budget.take(BEGIN + 2);

    long later = BEGIN + LineBudget.TIME.toNanos();
    assertEquals(2, budget.take(later));
    assertEquals(0, budget.take(later));
  }

  @Test
  void beginsAnewWithEachTime() {
    takeAll(BEGIN);
    takeAll(BEGIN + LineBudget.TIME.toNanos());

    assertEquals(LineBudget.LEFT_OUT, budget.take(BEGIN + LineBudget.TIME.toNanos()));
  }
}
