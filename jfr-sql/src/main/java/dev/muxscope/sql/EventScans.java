package dev.muxscope.sql;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.jspecify.annotations.Nullable;

/// The table function through which DuckDB reads events: `muxscope_events(n)` hands out the events
/// of the table with the number `n`, and of each only the values a statement asks for.
///
/// Called by DuckDB's threads, of which one at a time drives a scan.
final class EventScans
    implements DuckDBTableFunction<EventScans.Target, EventScan, EventScans.None> {

  private static final String NAME = "muxscope_events";

  private final List<Target> targets = new CopyOnWriteArrayList<>();
  private final Queue<EventScan> open = new ConcurrentLinkedQueue<>();
  private volatile @Nullable IOException failure;

  /// What can be scanned.
  ///
  /// @param files of one recording
  /// @param type the events' type
  /// @param leaves all values there are
  /// @param events how many there are, if that is known
  record Target(List<Path> files, String type, List<Leaf> leaves, OptionalLong events) {}

  /// There is no state of a thread.
  static final class None {}

  void register(Connection connection) throws SQLException {
    DuckDBFunctions.tableFunction()
        .withName(NAME)
        .withParameter(DuckDBColumnType.BIGINT)
        .withProjectionPushdown()
        .withFunction(this)
        .register(connection);
  }

  /// Adds a target, and returns the call that scans it.
  String add(Target target) {
    targets.add(target);
    return NAME + "(" + (targets.size() - 1) + ")";
  }

  /// Why a recording could not be read on, since it was asked for last; DuckDB's own message of it
  /// is of no use.
  @Nullable IOException takeFailure() {
    IOException taken = failure;
    failure = null;
    return taken;
  }

  /// Ends all scans: DuckDB does not tell when a statement wants no more rows.
  void closeAll() {
    for (EventScan scan = open.poll(); scan != null; scan = open.poll()) {
      scan.close();
    }
  }

  @Override
  public Target bind(DuckDBTableFunctionBindInfo info) {
    Target target = targets.get(Math.toIntExact(info.getParameter(0).getLong()));
    for (Leaf leaf : target.leaves()) {
      info.addResultColumn(leaf.name(), leaf.source().type());
    }
    target.events().ifPresent(events -> info.setCardinality(events, false));
    return target;
  }

  @Override
  public EventScan init(DuckDBTableFunctionInitInfo info) {
    info.setMaxThreads(1);
    Target target = info.getBindData();
    // A statement that only counts asks for a column that does not exist.
    List<Leaf> wanted =
        LongStream.range(0, info.getColumnCount())
            .map(info::getColumnIndex)
            .filter(index -> index >= 0 && index < target.leaves().size())
            .mapToObj(index -> target.leaves().get(Math.toIntExact(index)))
            .toList();
    EventScan scan = EventScan.start(target, wanted);
    open.add(scan);
    return scan;
  }

  @Override
  public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter output)
      throws IOException, InterruptedException {
    EventScan scan = info.getInitData();
    try {
      Batch batch = scan.next();
      batch.writeTo(output);
      return batch.rows();
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }
}
