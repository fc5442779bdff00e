package dev.muxscope.analytics.advice;

import java.util.List;

/// A sentence of advice with what it rests on.
///
/// @param verdict what it speaks for
/// @param text the sentence
/// @param facts what it rests on, all of them known
record Reason(Verdict verdict, String text, List<Fact> facts) {

  Reason {
    facts = List.copyOf(facts);
  }

  static Reason of(Verdict verdict, String text, Fact... facts) {
    return new Reason(verdict, text, List.of(facts));
  }
}
