/** The `log` namespace and `Logger` (stdlib.md section 26). Named arguments of a call arrive as one Map. */
import { defineKind } from "../../src/runtime/operations/kind.ts";
import { callerTarget } from "../../src/runtime/log/caller_module.ts";
import {
  filtersModules,
  isLogged,
  logFilterText,
  type LogLevel,
  logRecord,
  RESERVED_FIELDS,
  setLogFilter,
} from "../../src/runtime/log/log_record.ts";
import { FitzMap } from "../../src/runtime/values/map.ts";

type Fields = readonly (readonly [string, unknown])[];

/** The named arguments of a call; those with names that records keep for themselves are left out. */
function fieldsOf(named: unknown): Fields {
  if (!(named instanceof FitzMap)) return [];
  return ([...named] as [string, unknown][]).filter(([name]) => !RESERVED_FIELDS.has(name));
}

/** Fixed fields, then those of the call, which replace fixed ones of the same name. */
function merge(fixed: Fields, own: Fields): Fields {
  if (fixed.length === 0) return own;
  const names = new Set(own.map(([name]) => name));
  return [...fixed.filter(([name]) => !names.has(name)), ...own];
}

function write(level: LogLevel, message: string, fixed: Fields, named: unknown): null {
  const target = filtersModules() ? callerTarget() : "app";
  if (isLogged(target, level)) logRecord(target, level, message, merge(fixed, fieldsOf(named)));
  return null;
}

class Logger {
  constructor(readonly fixed: Fields) {}
}

defineKind(Logger, { name: "Logger", display: () => "<Logger>" });

const global = (level: LogLevel) => (message: string, named?: unknown) => write(level, message, [], named);
const ofLogger = (level: LogLevel) => (logger: Logger, message: string, named?: unknown) =>
  write(level, message, logger.fixed, named);

function setLevel(text: string): null {
  setLogFilter(text);
  return null;
}

export const implementations = {
  "log.debug": global("debug"),
  "log.info": global("info"),
  "log.warn": global("warn"),
  "log.error": global("error"),
  "log.with": (named?: unknown) => new Logger(fieldsOf(named)),
  "log.set_level": setLevel,
  "log.level": logFilterText,
  "Logger.debug": ofLogger("debug"),
  "Logger.info": ofLogger("info"),
  "Logger.warn": ofLogger("warn"),
  "Logger.error": ofLogger("error"),
  "Logger.with": (logger: Logger, named?: unknown) => new Logger(merge(logger.fixed, fieldsOf(named))),
};
