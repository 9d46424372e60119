/** The worker that evaluates the inputs of a session: an isolate of its own, so that the prompt can interrupt it. */
import { Evaluator } from "./evaluator.ts";
import type { FromEvaluator, ToEvaluator } from "./protocol.ts";

const scope = self as unknown as {
  onmessage: ((event: MessageEvent<ToEvaluator>) => void) | null;
  postMessage(report: FromEvaluator): void;
};

let evaluator: Evaluator | undefined;

scope.onmessage = async ({ data }) => {
  switch (data.kind) {
    case "open":
      evaluator = new Evaluator(data.limits, data.shared, () => scope.postMessage({ kind: "readLine" }));
      break;
    case "evaluate":
      scope.postMessage(await evaluator!.evaluate(data.input));
      break;
    case "interrupt":
      evaluator?.interrupt();
      break;
    case "undo":
      evaluator!.undo();
      scope.postMessage({ kind: "undone" });
  }
};
