package dev.muxscope.lab.drill;

import dev.muxscope.client.Reply;
import dev.muxscope.client.RequestLine;
import dev.muxscope.client.RespClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A client that sends messages to the operator and does not wait for their answers.
///
/// Owned by the drill's thread.
final class OperatorClient implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Pattern PORT = Pattern.compile("\\baddr=\\S*:(\\d+) ");

  private final String name;
  private final RespClient client;
  private final int port;
  private int sent;
  private long sentBytes;

  private OperatorClient(String name, RespClient client, int port) {
    this.name = name;
    this.client = client;
    this.port = port;
  }

  /// Connects while the operator does not think yet.
  static OperatorClient connect(String name, InetSocketAddress server) throws IOException {
    RespClient client = RespClient.connect(server, TIMEOUT);
    String info = client.call("CLIENT", "INFO").toString();
    Matcher port = PORT.matcher(info);
    if (!port.find()) {
      client.close();
      throw new IOException("CLIENT INFO tells no address: " + info);
    }
    return new OperatorClient(name, client, Integer.parseInt(port.group(1)));
  }

  /// Sends the next message, in a frame of its own.
  void send() throws IOException {
    sent++;
    byte[] frame =
        RequestLine.encode(
            List.of(
                "LAB.ASK".getBytes(StandardCharsets.US_ASCII),
                message(sent).getBytes(StandardCharsets.UTF_8)));
    client.sendRaw(frame);
    sentBytes += frame.length;
  }

  private String message(int number) {
    return "message " + number + " of " + name;
  }

  /// What the operator answers to a message.
  static String answer(String message) {
    return "to " + message;
  }

  int sent() {
    return sent;
  }

  OperatorScene.Buffered buffered(ReceiveQueues queues) {
    return new OperatorScene.Buffered(name, sent, sentBytes, queues.unread(port));
  }

  /// Reads as many replies as messages were sent.
  ///
  /// @return how many of them answer the message whose turn it was
  int countRightReplies() throws IOException {
    int right = 0;
    try {
      for (int i = 1; i <= sent; i++) {
        Reply expected = new Reply.SimpleString(answer(message(i)));
        right += client.receive().equals(expected) ? 1 : 0;
      }
    } catch (SocketTimeoutException _) {
      // What has not come by now is not right.
    }
    return right;
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
