/// DuckDB's published JDBC driver under a module name that jlink accepts.
module duckdb.jdbc {
  requires transitive java.sql;
  requires java.logging;
  requires jdk.jfr;

  exports org.duckdb;

  provides java.sql.Driver with
      org.duckdb.DuckDBDriver;
}
