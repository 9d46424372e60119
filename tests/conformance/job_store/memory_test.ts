/** The stores in memory. */
import { MemoryCronStore } from "../../../src/runtime/jobs/store/memory_cron_store.ts";
import { MemoryJobStore } from "../../../src/runtime/jobs/store/memory_job_store.ts";
import { testCronStore } from "./cron_store_cases.ts";
import { testJobStore } from "./job_store_cases.ts";

testJobStore("memory", () => Promise.resolve(new MemoryJobStore()));
testCronStore("memory", () => Promise.resolve(new MemoryCronStore()));
