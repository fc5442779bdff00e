package dev.muxscope.analytics;

import static dev.muxscope.analytics.Columns.count;
import static dev.muxscope.analytics.Columns.nanos;
import static dev.muxscope.analytics.Columns.share;
import static dev.muxscope.analytics.Columns.text;

import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.util.List;

/// Views of single stalls and of what fell in them.
final class StallViews {

  static final View LONGEST =
      new View(
          "longest-stalls",
          "The longest stalls: who held the thread, and who waited",
          ServerViews.muxscope(
              CommandTimes.STALL,
              "",
              "No callback held its thread over the threshold.",
              "Ready with it: connections of the same turn of the event loop. Ready after it: those"
                  + " of the next turn, which asked meanwhile and waited. Seen in: where samples"
                  + " found the thread; none while it sleeps or waits, not known after the first "
                  + Values.format(Stalls.SAMPLES, Format.COUNT)
                  + " samples. Slow meanwhile: recorded slow"
                  + " requests of other connections at that time."),
          List.of(
              text("at"),
              nanos("held its thread"),
              text("command"),
              count("connection"),
              text("thread"),
              text("seen in"),
              count("ready with it"),
              count("ready after it"),
              nanos("GC in it"),
              nanos("safepoints in it"),
              text("slow meanwhile")),
          List.of("held its thread"),
          View.TOP_ROWS,
          StallRows::longest,
          List.of(
              new Finding(
                  "",
                  "*",
                  "The longest stall, at {at}: {command} held {thread} for {held its thread}."),
              new Finding(
                  "",
                  "*",
                  "Connections that became ready while the longest stall held its thread for {held"
                      + " its thread}, and waited: {ready after it}."),
              new Finding(
                  "",
                  "*",
                  "Of the longest stall's {held its thread}, {GC in it} were a garbage collection,"
                      + " not its command.")));

  static final View CAUSES =
      new View(
          "stall-causes",
          "What the JVM did during the longest stalls",
          ServerViews.muxscope(
              CommandTimes.STALL,
              "",
              "No callback held its thread over the threshold.",
              "Most collections are operations at safepoints too, so that the two overlap."),
          List.of(text("during stalls"), count("stalls"), nanos("time"), share("share of stalls")),
          List.of("share of stalls"),
          View.ALL_ROWS,
          StallRows::causes,
          List.of(
              new Finding(
                  "",
                  StallRows.GC,
                  "Garbage collections fell into {stalls} of the longest stalls and were"
                      + " {share of stalls} of their time.")));

  private StallViews() {}
}
