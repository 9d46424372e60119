/** All features, in the order in which they look at a program. */
import { authFeature } from "./auth/lower.ts";
import { commandFeature } from "./command/lower.ts";
import { configurationFeature } from "./configuration/lower.ts";
import { databaseFeature } from "./database/lower.ts";
import type { Feature } from "./feature.ts";
import { flagFeature } from "./flag/lower.ts";
import { jobFeature } from "./job/lower.ts";
import { middlewareFeature } from "./middleware/lower.ts";
import { probeFeature } from "./probe/lower.ts";
import { routeFeature } from "./route/lower.ts";
import { serverFeature } from "./server/lower.ts";
import { socketFeature } from "./socket/lower.ts";
import { testFeature } from "./test/lower.ts";

export const FEATURES: readonly Feature[] = [
  serverFeature,
  routeFeature,
  socketFeature,
  jobFeature,
  authFeature,
  flagFeature,
  middlewareFeature,
  commandFeature,
  probeFeature,
  testFeature,
  databaseFeature,
  configurationFeature,
];
