package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.common.server.ServerEngine;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A user's own engine beside the image: its mode `mine` serves one connection after the other, and
/// `dies` fails before the first.
class OwnEngineIT {

  private static final String ENGINE =
      """
      package engine;

      import dev.muxscope.common.command.Session;
      import dev.muxscope.common.protocol.*;
      import dev.muxscope.common.server.*;
      import dev.muxscope.common.transport.Transport;
      import java.io.IOException;
      import java.net.InetSocketAddress;
      import java.nio.ByteBuffer;
      import java.nio.channels.*;
      import java.util.List;

      public final class OneByOne implements ServerEngine {
        public List<String> modes() {
          return List.of("mine", "dies");
        }

        public RunningServer start(String mode, Server server) throws IOException {
          return new Running(server, server.door().listen(), mode.equals("dies"));
        }

        private static final class Running implements RunningServer {
          private final Server server;
          private final ServerSocketChannel listener;
          private final InetSocketAddress address;
          private final Thread thread;

          Running(Server server, ServerSocketChannel listener, boolean dies) throws IOException {
            this.server = server;
            this.listener = listener;
            this.address = (InetSocketAddress) listener.getLocalAddress();
            this.thread = Thread.ofPlatform().daemon().start(dies ? this::die : this::serveAll);
          }

          public InetSocketAddress address() {
            return address;
          }

          public void close() throws IOException {
            listener.close();
          }

          public void awaitStop() throws InterruptedException {
            thread.join();
          }

          private void die() {
            System.err.println("the engine dies on purpose");
          }

          private void serveAll() {
            try {
              while (true) {
                SocketChannel accepted = listener.accept();
                server.door().welcome(accepted, session -> serve(accepted, session));
              }
            } catch (IOException e) {
              // The listener was closed.
            }
          }

          private void serve(SocketChannel accepted, Session session) {
            Transport transport = server.door().transport(accepted, session);
            try {
              answerAll(transport, session);
            } catch (IOException e) {
              // The client has gone.
            } finally {
              server.release(session, "over");
              transport.closeQuietly();
            }
          }

          private void answerAll(Transport transport, Session session) throws IOException {
            RequestParser parser = new RequestParser();
            Turn turn = new Turn(RequestProcessor.HandOver.NONE);
            ReplyWriter replies = new ReplyWriter();
            ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
            RequestProcessor.Outcome outcome = null;
            while (outcome != RequestProcessor.Outcome.CLOSE && transport.read(bytes) >= 0) {
              bytes.flip();
              do {
                turn.begin();
                outcome = server.process(session, parser, bytes, replies, turn);
                transport.write(replies.flip());
                replies.clear();
              } while (outcome == RequestProcessor.Outcome.CALL_AGAIN);
              bytes.compact();
            }
          }
        }
      }
      """;

  @TempDir static Path directory;

  private static String modules;

  @BeforeAll
  static void compile() throws IOException {
    UsersModule engine =
        new UsersModule("engine", ServerEngine.class.getName(), "OneByOne", ENGINE);
    modules = engine.compileTo(directory).toString();
  }

  @Test
  void addsItsModeToTheImage() throws IOException, InterruptedException {
    try (ServerProcess server = ServerProcess.ownMode("mine", "--module-path", modules)) {
      for (int i = 1; i <= 2; i++) {
        try (RawConnection client = new RawConnection(server.address())) {
          client.send("INCR k\\r\\nECHO on\\r\\nQUIT\\r\\n");
          client.expect(":" + i + "\\r\\n$2\\r\\non\\r\\n+OK\\r\\n");
          client.expectClosed();
        }
      }
      assertEquals(0, server.stop(), () -> server.err().soFar());
      assertTrue(server.out().whole().startsWith("muxscope: mine server ready at "));
    }
  }

  @Test
  void thatStopsByItselfFailsTheServer() throws IOException, InterruptedException {
    Program.Result result =
        Program.muxscope("serve", "--mode=dies", "--port=0", "--module-path", modules);
    assertEquals(1, result.exitCode());
    assertEquals(
        "the engine dies on purpose\n"
            + "muxscope: the server has stopped by itself; the lines above say why\n",
        result.err());
  }

  @Test
  void isNamedWhereAModeIsMisspelled() throws IOException, InterruptedException {
    Program.Result result =
        Program.muxscope("serve", "--mode=min", "--port=0", "--module-path", modules);
    assertEquals(2, result.exitCode());
    assertTrue(result.err().contains("did you mean mine?"), result::err);
  }
}
