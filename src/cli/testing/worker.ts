/** The worker that runs the tests of one file: an isolate with its own module state. */
import { runUnit } from "./run_unit.ts";
import type { WorkOrder, WorkReport } from "./protocol.ts";

const scope = self as unknown as {
  onmessage: ((event: MessageEvent<WorkOrder>) => void) | null;
  postMessage(report: WorkReport): void;
};

scope.onmessage = ({ data }) => {
  runUnit(data, (report) => scope.postMessage(report));
};
