package dev.muxscope.common.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.common.event.ThreadRoles.Account;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class ThreadRolesTest {

  /// Nanoseconds on a core.
  private static final long SPUN = 200_000_000;

  @ParameterizedTest
  @CsvSource({
    "mux-loop-0, event loop",
    "mux-worker-3, worker",
    "mux-acceptor, acceptor",
    "mux-conn-17, connection thread",
    "ForkJoinPool-1-, carrier",
    "Read-Poller, poller",
    "MasterPoller, poller",
    "C2 CompilerThre, compiler",
    "GC Thread#0, GC",
    "G1 Conc#0, GC",
    "ZWorkerYoung#0, GC",
    "ZDriverMinor, GC",
    "ZDirector, GC",
    "ZStat, GC",
    "ZUncommitter#0, GC",
    "Shenandoah GC T, GC",
    "VM Thread, VM",
    "java, main",
    "something, other"
  })
  void tellsARoleByTheBeginningOfAName(String name, String role) {
    assertEquals(role, ThreadRoles.role(name));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void countsLivingThreadsAndKeepsTheTimeOfThoseThatEnded() throws InterruptedException {
    var roles = new ThreadRoles();
    var spun = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    Thread loop = Thread.ofPlatform().name("mux-loop-9").start(() -> spinAndWait(spun, end));
    spun.await();
    Account living = roles.read().get("event loop");
    assertEquals(1, living.threads());
    assertTrue(living.cpu() >= 20_000_000, "spun 20 ms or more, but has " + living.cpu() + " ns");
    assertTrue(living.switches() > 0);
    end.countDown();
    loop.join();
    awaitNoThread(roles);
    assertTrue(roles.read().get("event loop").cpu() >= living.cpu());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void countsThreadsThatEndBeforeTheyAreRead() throws InterruptedException {
    var roles = new ThreadRoles();
    roles.read();
    Thread.ofPlatform().name("mux-worker-9").start(ThreadRolesTest::spin).join();
    long least = processCpu();
    long sum = roles.read().values().stream().mapToLong(Account::cpu).sum();
    assertTrue(sum >= least, () -> sum + " ns, but the process has used " + least);
    // The process's has steps of 10 ms, of user and of system time.
    long most = processCpu() + 50_000_000;
    assertTrue(sum <= most, () -> sum + " ns, but the process has used at most " + most);
  }

  private static long processCpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
  }

  private static void spin() {
    while (new ThreadRoles().read().get("worker").cpu() < SPUN) {
      Thread.onSpinWait();
    }
  }

  @Test
  void tellsNothingWhereNoThreadHasAnAccount(@TempDir Path tasks) throws IOException {
    ThreadRoles roles = ofOneLoop(tasks, () -> 900);
    assertEquals(Map.of(), roles.read());
    account(tasks, "0 0 0");
    assertEquals(Map.of(), roles.read());
  }

  /// As with too many open files.
  @Test
  void tellsNothingWhileAThreadCannotBeRead(@TempDir Path tasks) throws IOException {
    var process = new AtomicLong(500);
    ThreadRoles roles = ofOneLoop(tasks, process::get);
    account(tasks, "500 20 3");
    assertEquals(new Account(1, 500, 20, 3), roles.read().get("event loop"));
    Files.delete(tasks.resolve("7/schedstat"));
    process.set(900);
    assertEquals(Map.of(), roles.read());
    account(tasks, "900 30 4");
    Map<String, Account> back = roles.read();
    assertEquals(new Account(1, 900, 30, 4), back.get("event loop"));
    assertEquals(new Account(0, 0, 0, 0), back.get(ThreadRoles.ENDED));
  }

  @Test
  void keepsTheAccountOfAThreadThatHasEnded(@TempDir Path tasks) throws IOException {
    var process = new AtomicLong(500);
    ThreadRoles roles = ofOneLoop(tasks, process::get);
    account(tasks, "500 20 3");
    roles.read();
    Files.delete(tasks.resolve("7/comm"));
    Files.delete(tasks.resolve("7/schedstat"));
    Files.delete(tasks.resolve("7"));
    process.set(600);
    assertEquals(
        Map.of(
            "event loop", new Account(0, 500, 20, 3), "ended threads", new Account(0, 100, 0, 0)),
        roles.read());
  }

  /// The kernel's listing may pass over one while another ends.
  @Test
  void countsAThreadOnceThatLivesThoughItIsNotListed(@TempDir Path tasks) throws IOException {
    var process = new AtomicLong(500);
    ThreadRoles roles = ofOneLoop(tasks, process::get);
    account(tasks, "500 20 3");
    roles.read();
    account(tasks, "900 30 4");
    process.set(900);
    Map<String, Account> once =
        Map.of("event loop", new Account(1, 900, 30, 4), "ended threads", new Account(0, 0, 0, 0));
    assertEquals(once, roles.read(List.of()));
    assertEquals(once, roles.read());
  }

  /// Of a process with one thread, an event loop that has no account yet.
  private static ThreadRoles ofOneLoop(Path tasks, LongSupplier processCpu) throws IOException {
    Files.createDirectory(tasks.resolve("7"));
    Files.writeString(tasks.resolve("7/comm"), "mux-loop-0\n");
    return new ThreadRoles(tasks, processCpu);
  }

  private static void account(Path tasks, String account) throws IOException {
    Files.writeString(tasks.resolve("7/schedstat"), account + "\n");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void knowsTheThreadsBehindVirtualOnes() throws IOException, InterruptedException {
    try (var listening = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
        var client = SocketChannel.open(listening.getLocalAddress());
        var accepted = listening.accept()) {
      Thread reader = Thread.ofVirtual().start(() -> readOne(accepted));
      Map<String, Account> accounts = new ThreadRoles().read();
      // A thread may be listed before it has given the kernel its name.
      while (!accounts.keySet().containsAll(Set.of("carrier", "poller"))) {
        accounts = new ThreadRoles().read();
      }
      assertTrue(accounts.get("main").threads() >= 1);
      client.write(ByteBuffer.allocate(1));
      reader.join();
    }
  }

  private static void readOne(SocketChannel channel) {
    try {
      channel.read(ByteBuffer.allocate(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The kernel may list a thread for a moment after Java has seen it end.
  private static void awaitNoThread(ThreadRoles roles) {
    while (roles.read().get("event loop").threads() > 0) {
      Thread.onSpinWait();
    }
  }

  private static void spinAndWait(CountDownLatch spun, CountDownLatch end) {
    // The kernel keeps the account, so that a busy machine makes this longer, not wrong.
    var own = new ThreadRoles();
    while (own.read().get("event loop").cpu() < 20_000_000) {
      Thread.onSpinWait();
    }
    spun.countDown();
    try {
      end.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
