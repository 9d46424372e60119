/** Mails that tests would have sent: `test.outbox()` (toolchain.md 13.4). */
import { onTestStart, testHost } from "../testing/test_session.ts";
import { FitzMap } from "../values/map.ts";

let mails: FitzMap[] = [];

onTestStart(() => {
  mails = [];
});

/** Whether mails are kept instead of sent. */
export function isInTest(): boolean {
  return testHost()?.keepsMails ?? false;
}

/** Keeps a mail as the program described it. */
export function keepMail(given: FitzMap): void {
  mails.push(copyOf(given));
}

export function keptMails(): FitzMap[] {
  return mails.map(copyOf);
}

function copyOf(map: FitzMap): FitzMap {
  const copy = new FitzMap();
  for (const [key, value] of map) copy.set(key, Array.isArray(value) ? [...value] : value);
  return copy;
}
