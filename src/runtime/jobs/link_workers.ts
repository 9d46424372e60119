/** The workers of a process know each other's tasks, and the runs of the schedules, which are all in the first one (web.md 3.7). */
import { host } from "../host/host.ts";
import { workerGroup } from "../workers/worker_group.ts";
import { setOtherTasks, type TaskFilter } from "./other_tasks.ts";
import type { RunState, Scheduler } from "./scheduler.ts";
import { stateOf, tasksLike, type TaskState } from "./task.ts";

/** Messages of all workers; each answers those that are for it. */
type Message =
  | { readonly kind: "ask"; readonly from: number; readonly question: number; readonly filter: TaskFilter }
  | { readonly kind: "tell"; readonly to: number; readonly question: number; readonly tasks: TaskState[] }
  | { readonly kind: "runs"; readonly runs: readonly RunState[] }
  | { readonly kind: "runs?" };

const TOPIC = "jobs";
/** A worker that is busy for longer is left out of the answer. */
const MOST_MS = 2000;

/** Joins the other workers, where there are any. */
export function linkWorkers(scheduler: Scheduler | null): void {
  const { index, count, broadcast, subscribe } = workerGroup();
  if (count === 1) return;
  const send = (message: Message) => broadcast(TOPIC, message);
  const answers = new Map<number, (tasks: TaskState[]) => void>();
  let questions = 0;
  subscribe(TOPIC, (message) => {
    const one = message as Message;
    if (one.kind === "ask") {
      const tasks = tasksLike(one.filter).map(stateOf);
      send({ kind: "tell", to: one.from, question: one.question, tasks });
    } else if (one.kind === "tell") {
      if (one.to === index) answers.get(one.question)?.(one.tasks);
    } else if (one.kind === "runs") scheduler?.mirror(one.runs);
    else if (index === 0 && scheduler) send({ kind: "runs", runs: scheduler.runStates() });
  });
  setOtherTasks(async (filter) => {
    const question = questions++;
    const found: TaskState[] = [];
    const late = new AbortController();
    let missing = count - 1;
    answers.set(question, (tasks) => {
      found.push(...tasks);
      if (--missing === 0 || (filter.id !== null && tasks.length > 0)) late.abort();
    });
    send({ kind: "ask", from: index, question, filter });
    await host().sleep(MOST_MS, late.signal);
    answers.delete(question);
    return found;
  });
  if (scheduler === null) return;
  if (index > 0) send({ kind: "runs?" });
  else {
    scheduler.onChange = () => send({ kind: "runs", runs: scheduler.runStates() });
    scheduler.onChange();
  }
}
