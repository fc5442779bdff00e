package dev.muxscope.lab.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class DrillsTest {

  @Test
  void eachHasANameOfItsOwnAndSaysWhatItIsAbout() {
    List<Lesson> lessons = Drills.lessons();
    assertEquals(lessons.size(), lessons.stream().map(Lesson::name).distinct().count());
    for (Lesson lesson : lessons) {
      assertTrue(lesson.question().endsWith("?"), lesson.question());
      assertFalse(lesson.hypothesis().isBlank(), lesson.name());
      assertFalse(lesson.metric().isBlank(), lesson.name());
    }
  }

  @Test
  void theyAreFoundByTheirNames() {
    for (Drill drill : Drills.ALL) {
      assertEquals(drill, Drills.named(drill.lesson().name()).orElseThrow());
    }
    assertTrue(Drills.named("none").isEmpty());
  }
}
