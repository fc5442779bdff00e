package dev.muxscope.app;

import dev.muxscope.sql.ParquetExport;
import dev.muxscope.sql.SqlError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// `muxscope export`: writes recordings for other programs.
final class ExportCommand implements Subcommand {

  @Override
  public Syntax syntax() {
    return new Syntax(
        "export",
        "A.jfr …",
        "Writes recordings as Parquet files, one for each type of event that they hold",
        List.of(
            Option.of("parquet", "DIR", "", "where the files go, as DIR/jdk.GCPhasePause.parquet"),
            Option.of("types", "A,B", "", "types of events; all, if not given")));
  }

  @Override
  public int run(Arguments arguments, Console console) throws UsageException, IOException {
    arguments.expectOperands(1, Integer.MAX_VALUE);
    Path directory =
        arguments
            .path("parquet")
            .orElseThrow(() -> new UsageException("muxscope export needs --parquet DIR"));
    List<String> types = arguments.has("types") ? arguments.list("types") : List.of();
    List<Path> files = SqlAction.recordings(arguments);
    try {
      List<ParquetExport.Written> written = ParquetExport.run(files, directory, types);
      for (ParquetExport.Written each : written) {
        console.out().printf("%,12d  %s%n", each.rows(), each.file());
      }
      if (written.isEmpty()) {
        throw new IOException("there is no event of these types in the recording: no file written");
      }
      return Main.FINE;
    } catch (SqlError e) {
      throw SqlAction.failure(e);
    }
  }
}
