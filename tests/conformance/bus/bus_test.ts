import { natsServer, postgresServer } from "./servers.ts";
import { busSuite } from "./suite.ts";

busSuite("NATS", () => natsServer());
busSuite("PostgreSQL", postgresServer);
