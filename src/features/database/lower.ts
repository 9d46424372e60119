/** The app pool: data.md 2.8. */
import { isConnection, poolBindings } from "../../app/app_pool.ts";
import { diagnostic, type DiagnosticSpec } from "../../diagnostics/diagnostic.ts";
import type { Feature } from "../feature.ts";

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
];

export const databaseFeature: Feature = {
  name: "database",
  diagnostics: DATABASE_DIAGNOSTICS,
  lower(context) {
    const { program } = context;
    const user = program.decorated.find(({ symbol }) =>
      symbol.type.params.some((param) => isConnection(param.type))
    );
    if (!user) return {};
    const bindings = poolBindings(program);
    if (bindings.length < 2) return {};
    const at = user.symbol.type.params.findIndex((param) => isConnection(param.type));
    const param = user.declaration.params[at];
    const { file } = program.modules[user.module];
    const names = bindings.map(({ name }) => `\`${name}\``).join(" and ");
    context.report(
      diagnostic(
        "error",
        "db/ambiguous-pool",
        { file, start: param.start, end: param.end },
        `\`${param.name.name}\` could be ${names}`,
        {
          label: "filled with the app pool",
          labels: bindings.map(({ declaration, scope, name }) => ({
            span: {
              file: program.modules[scope.module].file,
              start: declaration.start,
              end: declaration.end,
            },
            text: `\`${name}\` is a connection`,
          })),
          help: [
            "name the one that is meant `db`, at the top level of the entry, and make the other in a module of its own",
          ],
        },
      ),
    );
    return {};
  },
};
