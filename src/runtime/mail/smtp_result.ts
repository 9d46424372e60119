/** What `smtp.send` gives: web.md 22. */
import { Instance, type TypeInfo } from "../values/instance.ts";

export class SmtpResult extends Instance {
  constructor(readonly delivered: boolean, readonly message_id: string, readonly duration_ms: number) {
    super();
  }
}

const INFO: TypeInfo = {
  name: "SmtpResult",
  fields: ["delivered", "message_id", "duration_ms"].map((name) => ({
    name,
    property: name,
    isFloat: false,
    isPrivate: false,
    isHidden: false,
    accept: (value) => value,
  })),
  methods: {},
};
Object.defineProperty(SmtpResult.prototype, "info", { value: INFO });
