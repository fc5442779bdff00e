package dev.muxscope.common.transport;

import dev.muxscope.common.event.FaultLog;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.attribute.FileTime;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/// What a server shows its clients, and whether they must show something too. New connections get
/// what the files held at the last [#refresh].
///
/// Safe for all threads; one at a time refreshes.
public final class TlsIdentity {

  private static final FaultLog LOG = new FaultLog(TlsIdentity.class);

  private static final String[] PROTOCOLS = {"TLSv1.3"};

  /// Records that go out by one write.
  private static final int RECORDS = 4;

  private static final int MOST_BUFFERS = 16;

  private final TlsFiles files;

  /// Of all connections, so that one that waits owns none.
  private final DirectBuffers buffers =
      new DirectBuffers(RECORDS * TlsOutput.RECORD_BYTES, MOST_BUFFERS);

  private volatile SSLContext context;

  /// When the files were changed that were read last, well or not; belongs to who refreshes.
  private List<FileTime> times;

  /// Why they could not be used then, null if they could; belongs to who refreshes.
  private @Nullable String failure;

  private TlsIdentity(TlsFiles files, List<FileTime> times, SSLContext context) {
    this.files = files;
    this.times = times;
    this.context = context;
  }

  /// Reads the files.
  ///
  /// @throws IOException with one line that names the file and what is wrong with it
  public static TlsIdentity load(TlsFiles files) throws IOException {
    List<FileTime> before = timesOf(files);
    return new TlsIdentity(files, before, files.load());
  }

  /// Whether clients must have a certificate.
  public boolean asksForCertificates() {
    return files.authorities().isPresent();
  }

  /// An end of a new connection that waits for the client's first message.
  public TlsTransport accept(SocketChannel channel) {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setEnabledProtocols(PROTOCOLS);
    engine.setNeedClientAuth(asksForCertificates());
    return new TlsTransport(channel, engine, buffers);
  }

  /// Reads the files again if they have changed, or could not be used the last time: the reason may
  /// have passed, as a want of descriptors does. If they cannot be used, it keeps what there was,
  /// and says each reason once.
  public void refresh() {
    List<FileTime> now = timesOf(files);
    boolean changed = !now.equals(times);
    if (!changed && failure == null) {
      return;
    }
    times = now;
    try {
      context = files.load();
      failure = null;
      LOG.info("the TLS files have changed and were read anew");
    } catch (IOException | RuntimeException e) {
      noteFailure(String.valueOf(e.getMessage()), changed);
    }
  }

  private void noteFailure(String reason, boolean changed) {
    if (changed || !reason.equals(failure)) {
      LOG.warn(
          "the TLS files have changed and cannot be used, what they were stays in use: " + reason);
    }
    failure = reason;
  }

  /// None while one of them is missing, as amid being replaced.
  private static List<FileTime> timesOf(TlsFiles files) {
    try {
      return files.times();
    } catch (IOException _) {
      return List.of();
    }
  }

  /// Tells no more than what a client could find out.
  @Override
  public String toString() {
    return asksForCertificates() ? "mutual TLS" : "TLS";
  }
}
