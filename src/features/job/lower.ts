/** Scheduled and background functions: `@cron`, `@every`, `@background` (realtime.md 17, 18). */
import type { BackgroundFunction, Schedule } from "../../app/manifest.ts";
import type { Feature } from "../feature.ts";
import { readBackground } from "./background.ts";
import { JOB_DIAGNOSTICS } from "./diagnostics.ts";
import { readSchedule } from "./schedule.ts";

export const jobFeature: Feature = {
  name: "job",
  diagnostics: JOB_DIAGNOSTICS,
  lower(context) {
    const { decorated, entry, modules } = context.program;
    const schedules: Schedule[] = [];
    const backgroundFunctions: BackgroundFunction[] = [];
    for (const { module, declaration, symbol } of decorated) {
      const handler = { context, module, declaration, symbol };
      const name = module === entry ? symbol.name : `${modules[module].name}.${symbol.name}`;
      for (const decorator of declaration.decorators) {
        if (decorator.name.name === "background") {
          backgroundFunctions.push(readBackground(handler, decorator, name));
        } else if (decorator.name.name === "cron" || decorator.name.name === "every") {
          const schedule = readSchedule(handler, decorator, name);
          if (schedule) schedules.push(schedule);
        }
      }
    }
    return { schedules, backgroundFunctions };
  },
};
