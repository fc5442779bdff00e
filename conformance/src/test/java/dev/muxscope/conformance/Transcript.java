package dev.muxscope.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A file of cases, each a conversation with a server on a connection of its own. The format stands
/// in `README.md`.
record Transcript(String name, List<Case> cases) {

  /// One conversation; `muxscopeOnly` when Redis has no such thing. `line` is where its heading
  /// stands.
  record Case(String name, int line, boolean muxscopeOnly, List<Step> steps) {

    /// How many bytes the client sends.
    int bytesSent() {
      return steps.stream()
          .mapToInt(step -> step instanceof Send send ? send.bytes().length : 0)
          .sum();
    }

    boolean waits() {
      return steps.stream().anyMatch(Wait.class::isInstance);
    }

    boolean endsClosed() {
      return steps.getLast() instanceof Closed;
    }
  }

  /// What happens next in a case.
  sealed interface Step {}

  /// The client sends these bytes.
  @SuppressWarnings("ArrayRecordComponent")
  record Send(byte[] bytes) implements Step {}

  /// The server answers this and nothing else.
  record Expect(Expectation expectation) implements Step {}

  /// The server closes the connection without another byte.
  record Closed() implements Step {}

  /// The server keeps the connection open and says nothing.
  record Open() implements Step {}

  /// Some time passes.
  record Wait(long millis) implements Step {}

  /// Reads every `.txt` file in `folder`, in the order of their names.
  static List<Transcript> readAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Transcript> transcripts = new ArrayList<>();
      for (Path file : files.filter(file -> file.toString().endsWith(".txt")).sorted().toList()) {
        transcripts.add(parse(file.getFileName().toString(), Files.readAllLines(file)));
      }
      return transcripts;
    }
  }

  /// Parses a transcript's lines.
  ///
  /// @throws IllegalArgumentException naming file and line of what is malformed
  static Transcript parse(String name, List<String> lines) {
    return new Parser(name).parse(lines);
  }

  /// Collects steps line by line: adjacent `>` lines become one write, adjacent `<` lines one
  /// expectation.
  private static final class Parser {

    private final String name;
    private final List<Case> cases = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final List<Expectation.Part> expected = new ArrayList<>();
    private String heading = "";
    private int headingLine;
    private boolean muxscopeOnly;

    Parser(String name) {
      this.name = name;
    }

    Transcript parse(List<String> lines) {
      int number = 0;
      try {
        for (String line : lines) {
          number++;
          line(line, number);
        }
        endCase();
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(name + ":" + number + ": " + e.getMessage(), e);
      }
      return new Transcript(name, List.copyOf(cases));
    }

    private void line(String line, int number) {
      if (line.isBlank() || line.startsWith("#")) {
        return;
      }
      if (line.startsWith("== ")) {
        endCase();
        heading = line.substring(3);
        headingLine = number;
        return;
      }
      if (heading.isEmpty()) {
        throw new IllegalArgumentException("a case begins with '== name'");
      }
      step(line);
    }

    private void step(String line) {
      String sign = line.substring(0, (line + ' ').indexOf(' '));
      String rest = line.substring(Math.min(line.length(), sign.length() + 1));
      switch (sign) {
        case ">" -> send(Escapes.decode(rest));
        case ">*" -> send(Requests.array(Escapes.words(rest)));
        case "<" -> expect(new Expectation.Exactly(Escapes.latin1(Escapes.decode(rest))));
        case "<~" -> expect(new Expectation.Matching(rest));
        case "<$~" -> expect(new Expectation.BulkMatching(rest));
        case "wait" -> add(new Wait(Long.parseLong(rest)));
        case "closed" -> add(new Closed());
        case "open" -> add(new Open());
        case "@muxscope" -> muxscopeOnly = true;
        default -> throw new IllegalArgumentException("no line begins with '" + sign + "'");
      }
    }

    private void send(byte[] bytes) {
      endExpectation();
      sent.writeBytes(bytes);
    }

    private void expect(Expectation.Part part) {
      endSend();
      expected.add(part);
    }

    private void add(Step step) {
      endSend();
      endExpectation();
      steps.add(step);
    }

    private void endSend() {
      if (sent.size() > 0) {
        steps.add(new Send(sent.toByteArray()));
        sent.reset();
      }
    }

    private void endExpectation() {
      if (!expected.isEmpty()) {
        steps.add(new Expect(new Expectation(expected)));
        expected.clear();
      }
    }

    private void endCase() {
      endSend();
      endExpectation();
      if (!heading.isEmpty()) {
        cases.add(new Case(heading, headingLine, muxscopeOnly, checked(List.copyOf(steps))));
      }
      steps.clear();
      muxscopeOnly = false;
    }

    private List<Step> checked(List<Step> all) {
      if (all.isEmpty() || all.getLast() instanceof Send) {
        throw new IllegalArgumentException("case '" + heading + "' asserts nothing at its end");
      }
      return all;
    }
  }
}
