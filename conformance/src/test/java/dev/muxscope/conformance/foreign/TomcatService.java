package dev.muxscope.conformance.foreign;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/// A servlet in a container with a pool of threads; a request waits as for a database, and holds
/// its thread meanwhile.
public final class TomcatService extends HttpServlet {

  private static final long serialVersionUID = 1;
  private static final byte[] BODY = "hello from a servlet".getBytes(StandardCharsets.US_ASCII);

  private final int waitMillis;

  private TomcatService(int waitMillis) {
    this.waitMillis = waitMillis;
  }

  /// Runs until standard input ends.
  ///
  /// @param args the milliseconds for which a request waits, and how many threads there are
  public static void main(String[] args) throws Exception {
    Connector connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxThreads", args[1]);
    connector.setProperty("minSpareThreads", args[1]);
    connector.setProperty("maxKeepAliveRequests", "-1");
    Tomcat tomcat = new Tomcat();
    String here = Path.of("").toAbsolutePath().toString();
    tomcat.setBaseDir(here);
    tomcat.setConnector(connector);
    var context = tomcat.addContext("", here);
    var servlet = new TomcatService(Integer.parseInt(args[0]));
    Tomcat.addServlet(context, "hello", servlet).addMapping("/");
    tomcat.start();
    Life.live(connector.getLocalPort());
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      Thread.sleep(waitMillis);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    response.setContentLength(BODY.length);
    response.getOutputStream().write(BODY);
  }
}
