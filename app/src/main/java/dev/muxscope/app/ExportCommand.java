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
        "A.jfr|DIR …",
        "Writes recordings, together as one, as Parquet: a file for each type of event they hold",
        List.of(
            Option.of("parquet", "DIR", "", "where the files go, as DIR/jdk.GCPhasePause.parquet"),
            Option.of("types", "A,B", "", "types of events; all, if not given")));
  }

  @Override
  public int run(Arguments arguments, Console console) throws UsageException, IOException {
    List<Path> paths = AnalyzedRecordings.paths(arguments);
    Path directory =
        arguments
            .path("parquet")
            .orElseThrow(() -> new UsageException("muxscope export needs --parquet DIR"));
    List<String> types = arguments.has("types") ? arguments.list("types") : List.of();
    try (SqlAction.Recordings recordings = SqlAction.Recordings.open(List.of(paths), console)) {
      export(recordings.files().getFirst(), directory, types, console);
      return recordings.exitCode();
    } catch (SqlError e) {
      throw SqlAction.failure(e);
    }
  }

  private static void export(List<Path> files, Path directory, List<String> types, Console console)
      throws SqlError, IOException {
    List<ParquetExport.Written> written = ParquetExport.run(files, directory, types);
    for (ParquetExport.Written each : written) {
      console.out().printf("%,14d  %s%n", each.rows(), each.file());
    }
    if (written.isEmpty()) {
      throw new IOException("there is no event of these types in the recording: no file written");
    }
  }
}
