package dev.muxscope.lab.drill;

import dev.muxscope.client.RespClient;
import dev.muxscope.lab.ChildProcess;
import dev.muxscope.lab.LabException;
import dev.muxscope.lab.ServerChild;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Three clients each send several messages while nobody answers. The drill is the operator.
final class OperatorDrill implements Drill {

  private static final List<String> NAMES = List.of("A", "B", "C");
  private static final int MESSAGES = 4;
  private static final Duration QUIET = Duration.ofSeconds(3);
  private static final Duration THOUGHT = Duration.ofSeconds(3);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// For a command of another connection while the operator thinks.
  private static final Duration ASIDE = Duration.ofMillis(500);

  private static final Duration INTERVAL = Duration.ofMillis(200);
  private static final Pattern ASKS = Pattern.compile("\\S+ asks: (.*)$");

  @Override
  public Lesson lesson() {
    return new Lesson(
        "operator",
        "one thread that thinks",
        "Three clients each send four messages while nobody answers: who waits, and where is what"
            + " they sent?",
        "In select mode one unanswered message holds everybody, also those who ask for something"
            + " else, and what the others sent lies unread in the kernel. In vthreads and threads"
            + " mode only the three wait, and each one's first message has been read. Afterwards"
            + " several messages arrive in one read, and the frames of the protocol take them apart:"
            + " every message gets its answer, in order.",
        "a fourth client whose PING is due every 20 ms; its response time, by the moment it was due.");
  }

  @Override
  public Seen run(Stage stage) throws LabException, IOException, InterruptedException {
    List<OperatorScene> scenes = new ArrayList<>();
    for (String mode : stage.modes()) {
      stage.say(mode + ": three clients send while nobody answers");
      try (ServerChild server = stage.server(mode, "--operator")) {
        scenes.add(play(mode, server));
        server.stop();
      }
    }
    return OperatorReport.seen(scenes);
  }

  private static OperatorScene play(String mode, ServerChild server)
      throws LabException, IOException, InterruptedException {
    List<OperatorClient> clients = new ArrayList<>();
    try (RespClient aside = RespClient.connect(server.socketAddress(), PATIENCE);
        Pinger bystander = Pinger.begin(server.socketAddress())) {
      for (String name : NAMES) {
        clients.add(OperatorClient.connect(name, server.socketAddress()));
      }
      Thread.sleep(QUIET);
      return new Play(mode, server, clients, aside, bystander).play();
    } finally {
      for (OperatorClient client : clients) {
        client.close();
      }
    }
  }

  /// One run with everybody connected.
  ///
  /// @param aside a connection that asks something else
  private record Play(
      String mode,
      ServerChild server,
      List<OperatorClient> clients,
      RespClient aside,
      Pinger bystander) {

    OperatorScene play() throws LabException, IOException, InterruptedException {
      Counters before = Counters.read(aside);
      double from = bystander.now();
      long begun = System.nanoTime();
      String first = sendAll();
      boolean answered = asksAside();
      ReceiveQueues queues = ReceiveQueues.of(server.socketAddress().getPort());
      List<OperatorScene.Buffered> buffered =
          clients.stream().map(client -> client.buffered(queues)).toList();
      Thread.sleep(Math.max(0, THOUGHT.minusNanos(System.nanoTime() - begun).toMillis()));
      double thought = System.nanoTime() - begun;
      answerAll(first);
      int right = 0;
      for (OperatorClient client : clients) {
        right += client.countRightReplies();
      }
      double to = bystander.now();
      Thread.sleep(QUIET.dividedBy(2));
      List<Timeline.Interval> intervals = bystander.end(INTERVAL);
      if (!answered) {
        aside.receive();
      }
      return new OperatorScene(
          new Timeline(mode, intervals, from, to),
          thought,
          buffered,
          answered,
          messages(),
          right,
          messageReads(before, Counters.read(aside)));
    }

    private int messages() {
      return clients.stream().mapToInt(OperatorClient::sent).sum();
    }

    /// Client A asks first, so that it is known whose message the operator thinks about; then all
    /// send what they have, and do not wait.
    ///
    /// @return what A asks
    private String sendAll() throws LabException, IOException, InterruptedException {
      clients.getFirst().send();
      String first = awaitQuestion();
      for (OperatorClient client : clients) {
        while (client.sent() < MESSAGES) {
          client.send();
          Thread.sleep(PAUSE);
        }
      }
      return first;
    }

    private boolean asksAside() throws IOException {
      aside.setTimeout(ASIDE);
      try {
        aside.call("PING");
        return true;
      } catch (SocketTimeoutException _) {
        // The reply comes when the operator has answered, and is fetched then.
        return false;
      } finally {
        aside.setTimeout(PATIENCE);
      }
    }

    private String awaitQuestion() throws LabException, InterruptedException {
      ChildProcess console = server.console();
      String line =
          console.awaitLine(text -> ASKS.matcher(text).find(), "the next message", PATIENCE);
      Matcher asks = ASKS.matcher(line);
      return asks.find() ? asks.group(1) : line;
    }

    private void answerAll(String first) throws LabException, InterruptedException {
      server.console().type(OperatorClient.answer(first));
      for (int i = 1; i < messages(); i++) {
        server.console().type(OperatorClient.answer(awaitQuestion()));
      }
    }

    /// All other requests meanwhile were taken up by a read of their own each: no client but the
    /// three sends before its last reply is there.
    private long messageReads(Counters before, Counters after) {
      long others = after.since(before, "total_commands_processed") - messages();
      return after.since(before, "total_reads") - after.since(before, "total_empty_reads") - others;
    }
  }
}
