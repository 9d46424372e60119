/** What can be said of guarded handlers before the program runs: web.md 16.3. */
import { authOf, isGuard } from "../../app/auth.ts";
import { decoratorArgument, literalText } from "../../app/constants.ts";
import { diagnostic, type DiagnosticExtras, type Span } from "../../diagnostics/diagnostic.ts";
import { fix } from "../../diagnostics/fix.ts";
import type { Decorator, NodeBase } from "../../syntax/ast.ts";
import { typesEqual } from "../../types/equality.ts";
import { printType } from "../../types/print_type.ts";
import { STR, type Type } from "../../types/type.ts";
import type { FeatureContext } from "../feature.ts";

type Guarded = FeatureContext["program"]["decorated"][number];

/** Reports what is wrong with the guards of one handler. `user` is the type of the provider's users where that is known. */
export function checkGuards(context: FeatureContext, guarded: Guarded, user: Type | null): void {
  new GuardCheck(context, guarded).run(user);
}

class GuardCheck {
  readonly #guards: readonly Decorator[];
  readonly #on: string;

  constructor(private readonly context: FeatureContext, private readonly guarded: Guarded) {
    this.#guards = guarded.declaration.decorators.filter(isGuard);
    this.#on = `@${this.#guards[0].name.name} on fn '${guarded.declaration.name.name}'`;
  }

  run(user: Type | null): void {
    this.#checkRoles();
    const first = this.#guards[0];
    if (authOf(this.context.program).providers.length === 0) {
      this.#report(
        "auth/no-provider",
        nameOf(first),
        `${this.#on}: no \`@auth_provider\` registered in the program.`,
        {
          help: ["write one: `@auth_provider` before `fn who(headers: Map<Str, Str>) -> Result<User> { … }`"],
        },
      );
    }
    if (user === null) return;
    this.#checkUser(user);
    const byRole = this.#guards.find((one) => one.name.name !== "authenticated");
    if (byRole) this.#checkRoleField(byRole, user);
  }

  #checkRoles(): void {
    const admin = this.#guards.find((one) => one.name.name === "admin");
    const seen = new Map<string, Decorator>();
    for (const one of this.#guards) {
      if (one.name.name !== "requires") continue;
      if (admin) this.#reportAdmin(admin, one);
      const role = literalText(decoratorArgument(one, "role", 0));
      if (role === null) continue;
      const earlier = seen.get(role);
      if (!earlier) {
        seen.set(role, one);
        continue;
      }
      const span = this.#span(one);
      const space = /^\s*/.exec(span.file.text.slice(span.end))![0].length;
      this.#report("decorator/duplicate", one, `the role ${JSON.stringify(role)} is required twice`, {
        label: "given again here",
        labels: [{ span: this.#span(earlier), text: "given here first" }],
        help: ["remove one of them"],
        fixes: [fix("remove the second `@requires`", { ...span, end: span.end + space }, "")],
      });
    }
  }

  #reportAdmin(admin: Decorator, requires: Decorator): void {
    this.#report(
      "auth/admin-requires",
      nameOf(requires),
      `\`@admin\` and \`@requires\` on fn '${this.guarded.declaration.name.name}' exclude each other`,
      {
        label: "lets other roles through",
        labels: [{ span: this.#span(nameOf(admin)), text: "lets only admins through" }],
        help: ['write `@requires("admin")` instead of `@admin`'],
      },
    );
  }

  #checkUser(user: Type): void {
    const { declaration, symbol } = this.guarded;
    const taking = declaration.params.filter((_, at) => typesEqual(symbol.type.params[at].type, user));
    const type = printType(user);
    if (taking.length === 0) {
      this.#report("auth/no-user", declaration.name, `${this.#on}: no parameter takes the user`, {
        help: [`add the parameter \`user: ${type}\``],
      });
    }
    for (const param of taking.slice(1)) {
      this.#report(
        "auth/user-twice",
        param,
        `fn '${declaration.name.name}': '${
          taking[0].name.name
        }' and '${param.name.name}' would both be the user`,
        {
          label: "a second user",
          labels: [{ span: this.#span(taking[0]), text: "the user" }],
          help: [`a request has one user: give '${param.name.name}' a type of its own`],
        },
      );
    }
  }

  #checkRoleField(guard: Decorator, user: Type): void {
    const field = user.kind === "instance" ? user.symbol.fields.get("role") : undefined;
    if (field?.type === STR) return;
    const on = `@${guard.name.name} on fn '${this.guarded.declaration.name.name}'`;
    const type = printType(user);
    const declaration = field?.declaration;
    const module = user.kind === "instance" ? user.symbol.module : -1;
    this.#report(
      "auth/role",
      nameOf(guard),
      field === undefined
        ? `${on}: the user type \`${type}\` has no field \`role\``
        : `${on}: the field \`role\` of the user type \`${type}\` must be \`Str\`, found \`${
          printType(field.type)
        }\``,
      {
        labels: declaration ? [{ span: this.#span(declaration, module), text: "declared here" }] : [],
        help: [
          user.kind === "enum"
            ? "an enum has no fields: let the provider give a `type` with the field `role: Str`"
            : field === undefined
            ? `add the field \`role: Str\` to \`${type}\``
            : 'declare `role: Str`, with a role such as `"guest"` for users without one',
        ],
      },
    );
  }

  #span({ start, end }: Pick<NodeBase, "start" | "end">, module = this.guarded.module): Span {
    return { file: this.context.program.modules[module].file, start, end };
  }

  #report(
    code: string,
    node: Pick<NodeBase, "start" | "end">,
    message: string,
    extras: DiagnosticExtras,
  ): void {
    this.context.report(diagnostic("error", code, this.#span(node), message, extras));
  }
}

/** The `@` and the name. */
function nameOf({ start, name }: Decorator): Pick<NodeBase, "start" | "end"> {
  return { start, end: name.end };
}
