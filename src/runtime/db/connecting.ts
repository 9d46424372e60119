/** A `db.connect(…)`, which may be used without being awaited. What talks to databases is loaded when it starts. */
import { Future } from "../values/future.ts";
import { Ok } from "../values/result.ts";
import type { ConnectOptions } from "./connect.ts";
import type { DbConn } from "./connection.ts";

export class Connecting extends Future {
  connection: DbConn | null = null;

  constructor(url: unknown, options: ConnectOptions) {
    super(async () => {
      const { connectTo } = await import("./connect.ts");
      const result = connectTo(url, options);
      if (result instanceof Ok) this.connection = result.value as DbConn;
      return result;
    });
  }
}
