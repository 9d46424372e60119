/** `File` of Fitz programs: what a form uploads (web.md 11). */
import { type FieldInfo, Instance, type TypeInfo } from "./instance.ts";

export class FitzFile extends Instance {
  constructor(
    public name: string | null = null,
    public content_type: string | null = null,
    public content: Uint8Array = new Uint8Array(0),
  ) {
    super();
  }

  /** What a browser sends for a file input that was left empty. */
  get isLeftEmpty(): boolean {
    return this.name === null && this.content.length === 0;
  }
}

function field(name: string): FieldInfo {
  return {
    name,
    property: name,
    isFloat: false,
    isPrivate: false,
    isHidden: false,
    accept: (value) => value,
  };
}
const INFO: TypeInfo = {
  name: "File",
  fields: ["name", "content_type", "content"].map(field),
  methods: {},
};
Object.defineProperty(FitzFile.prototype, "info", { value: INFO });
