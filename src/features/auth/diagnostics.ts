/** Codes of authentication: web.md 16.3. */
import type { DiagnosticSpec } from "../../diagnostics/diagnostic.ts";

const USER = "type User { id: Int, role: Str }\n\n";
const PROVIDER = USER + "@auth_provider\n" +
  'fn who(headers: Map<Str, Str>) -> Result<User> => Ok(User { id: 1, role: headers.get("x-role")? })\n\n';

const spec = (
  code: string,
  summary: string,
  explanation: string,
  wrong: string,
  right: string,
): DiagnosticSpec => ({
  code,
  severity: "error",
  summary,
  explanation,
  wrong: `${wrong}\n`,
  right: `${right}\n`,
});

export const AUTH_DIAGNOSTICS: readonly DiagnosticSpec[] = [
  spec(
    "auth/no-provider",
    "a guard in a program without `@auth_provider`",
    "A guard asks the program's provider who sends the request. Write one function with `@auth_provider` that takes the request's headers and gives the user or an `Err`.",
    `${USER}@authenticated\n@get("/me")\nfn me(user: User) -> User => user`,
    `${PROVIDER}@authenticated\n@get("/me")\nfn me(user: User) -> User => user`,
  ),
  spec(
    "auth/two-providers",
    "a second `@auth_provider`",
    "One function says who sends a request, in all modules of the program. Let it look at each kind of credentials in turn.",
    `${PROVIDER}@auth_provider\nfn by_key(headers: Map<Str, Str>) -> Result<User> => Err("no key")`,
    `${PROVIDER}@admin\n@get("/")\nfn home(user: User) -> Str => user.role`,
  ),
  spec(
    "auth/provider-signature",
    "an `@auth_provider` with another signature",
    "The provider takes the headers of a request as `Map<Str, Str>` and gives `Result<User>`, where `User` stands for a type of the program. With a bare `Result` the type is that of the " +
      "returned `Ok` values, else that of the guarded handlers' parameters called `user`.",
    `${USER}@auth_provider\nfn who(key: Str) -> User => User { id: 1, role: key }`,
    `${USER}@auth_provider\n` +
      'fn who(headers: Map<Str, Str>) -> Result<User> => Ok(User { id: 1, role: headers.get("x-role")? })',
  ),
  spec(
    "auth/no-user",
    "a guarded handler without a parameter for the user",
    "A guarded handler takes the user whom the provider gave, so that nobody forgets whose request it is: give it a parameter of the provider's type. Its name and place are free.",
    `${PROVIDER}@authenticated\n@get("/me")\nfn me() -> Str => "me"`,
    `${PROVIDER}@authenticated\n@get("/me")\nfn me(user: User) -> Str => "user {user.id}"`,
  ),
  spec(
    "auth/user-twice",
    "a guarded handler with two parameters for the user",
    "A request has one user. A second value of that type that comes with the request is a body: give it a type of its own.",
    `${PROVIDER}@authenticated\n@post("/friends")\nfn add(user: User, friend: User) -> Int => friend.id`,
    `${PROVIDER}type Friend { id: Int }\n\n@authenticated\n@post("/friends")\nfn add(user: User, friend: Friend) -> Int => friend.id`,
  ),
  spec(
    "auth/role",
    "a guard by role where users have none",
    "`@admin` and `@requires` compare the field `role` of the user, which is a `Str` and never `null`.",
    'type User { id: Int }\n\n@auth_provider\nfn who(headers: Map<Str, Str>) -> Result<User> => Ok(User { id: headers.get("x-id")?.to_int()? })\n\n' +
      '@admin\n@get("/users")\nfn users(user: User) -> Int => user.id',
    `${PROVIDER}@admin\n@get("/users")\nfn users(user: User) -> Int => user.id`,
  ),
  spec(
    "auth/admin-requires",
    "`@admin` together with `@requires`",
    '`@admin` lets the role `"admin"` through and no other; several `@requires` let each of their roles through.',
    `${PROVIDER}@admin\n@requires("editor")\n@get("/drafts")\nfn drafts(user: User) -> Int => user.id`,
    `${PROVIDER}@requires("admin")\n@requires("editor")\n@get("/drafts")\nfn drafts(user: User) -> Int => user.id`,
  ),
];
