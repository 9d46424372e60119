/** `env`, `env_or`, `load_env` (stdlib.md section 23). */
import { parseEnvironment } from "../../src/runtime/json/environment.ts";
import type { Shape } from "../../src/runtime/json/shape.ts";
import { parseEnvFile } from "../../src/runtime/host/env_file.ts";
import { fileReason, readTextFile } from "../../src/runtime/host/files.ts";
import { variable } from "../../src/runtime/host/environment.ts";
import { host } from "../../src/runtime/host/host.ts";
import { FitzMap } from "../../src/runtime/values/map.ts";
import { Err, Ok, type Result } from "../../src/runtime/values/result.ts";
import { implementations as configuration } from "./config.ts";

function get(key: string): Result {
  const value = variable(key);
  return value === undefined ? new Err(`environment variable \`${key}\` is not set`) : new Ok(value);
}

function all(): FitzMap {
  const map = new FitzMap();
  const variables = host().env.all();
  for (const key of Object.keys(variables).sort()) map.set(key, variables[key]);
  return map;
}

function loadEnv(path = ".env"): Result {
  let text: string;
  try {
    text = readTextFile(path);
  } catch (error) {
    return new Err(`cannot read \`${path}\`: ${fileReason(error)}`);
  }
  const file = parseEnvFile(text, path);
  if ("problem" in file) return new Err(file.problem);
  for (const [key, value] of file.entries) host().env.set(key, value);
  return new Ok(null);
}

export const implementations = {
  "env": get,
  "env.get": get,
  "env.parse_as": (shape: Shape, prefix = ""): Result => parseEnvironment(shape, prefix),
  "env.has": (key: string) => variable(key) !== undefined,
  "env.all": all,
  "env_or": (key: string, otherwise: string) => variable(key) ?? otherwise,
  "load_env": loadEnv,
  ...configuration,
};
