/** The `smtp` namespace: mail (stdlib.md section 29). What sends is loaded by the first mail. */
import { keptMails } from "../../src/runtime/mail/outbox.ts";
import { Future } from "../../src/runtime/values/future.ts";
import type { FitzMap } from "../../src/runtime/values/map.ts";

function send(mail: FitzMap): Future {
  return new Future(async () => {
    const { sendMail } = await import("../../src/runtime/mail/send_mail.ts");
    return await sendMail(mail);
  });
}

export const implementations = {
  "smtp.send": send,
  "test.outbox": keptMails,
};
