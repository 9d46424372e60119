/** What can be wrong with the use of databases: data.md 32. */
import type { DiagnosticSpec } from "../../diagnostics/diagnostic.ts";

export const DATABASE_DIAGNOSTICS: readonly DiagnosticSpec[] = [
  {
    code: "db/ambiguous-pool",
    severity: "error",
    summary: "several top-level connections could be the one that parameters of type `DbConn` get",
    explanation:
      "Parameters of type `DbConn` are filled with the app pool: the connection at the top level of the entry named `db`, else the only one of the program. With several and none of that name " +
      "nothing says which one is meant. Name one of them `db`; the others fit into modules of their own.",
    wrong:
      'let boats = db.connect("postgres://localhost/boats")\nlet crews = db.connect("postgres://localhost/crews")\n\n@get("/")\nfn home(conn: DbConn) -> Bool => conn.is_closed()\n',
    right:
      'let db = db.connect("postgres://localhost/boats")\n\n@get("/")\nfn home(conn: DbConn) -> Bool => conn.is_closed()\n',
  },
  {
    code: "db/max-conns",
    severity: "error",
    summary: "`max_conns` is outside 1 to 1000",
    explanation:
      "A pool has from 1 to 1000 connections. Without `max_conns` it has 10, or what `FITZ_DB_MAX_CONNS` says.",
    wrong: 'let pool = db.connect("postgres://localhost/boats", max_conns: 0)\nprint(pool.is_closed())\n',
    right: 'let pool = db.connect("postgres://localhost/boats", max_conns: 8)\nprint(pool.is_closed())\n',
  },
  {
    code: "db/isolation",
    severity: "error",
    summary: "a transaction is given an isolation level that does not exist",
    explanation:
      "`isolation` is `READ UNCOMMITTED`, `READ COMMITTED`, `REPEATABLE READ` or `SERIALIZABLE`, in upper case, alone or followed by ` READ ONLY` or ` READ WRITE`.",
    wrong:
      'async fn move(conn: DbConn) -> Result<Null> {\n    return conn.transaction(async fn(tx) -> Result<Null> { return Ok(null) }, isolation: "serializable").await\n}\n',
    right:
      'async fn move(conn: DbConn) -> Result<Null> {\n    return conn.transaction(async fn(tx) -> Result<Null> { return Ok(null) }, isolation: "SERIALIZABLE").await\n}\n',
  },
  {
    code: "db/sql-interpolation",
    severity: "warning",
    summary: "values are written into the text of a statement",
    explanation:
      "A value inside the text of a statement can change what the statement means. Give values as parameters, `$1`, `$2`, … in the text and a list after it; names go through `sql.ident`.",
    wrong:
      "async fn named(conn: DbConn, name: Str) -> Any => conn.query(\"SELECT * FROM boats WHERE name = '{name}'\").await\n",
    right:
      'async fn named(conn: DbConn, name: Str) -> Any => conn.query("SELECT * FROM boats WHERE name = $1", [name]).await\n',
  },
];
