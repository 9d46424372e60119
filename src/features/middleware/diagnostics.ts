/** Codes of middleware: web.md 13–15. */
import type { DiagnosticSpec } from "../../diagnostics/diagnostic.ts";

export const MIDDLEWARE_DIAGNOSTICS: readonly DiagnosticSpec[] = [
  {
    code: "middleware/signature",
    severity: "error",
    summary: "a middleware function without one of the three signatures",
    explanation:
      "`fn(req: Request)` runs before the handler, `fn(req: Request, resp: Response) -> Response` after it, and " +
      "`fn(req: Request, next: Fn() -> Response) -> Response` around it. The types are written out, because they decide what the function does.",
    wrong: "fn log_it(req) { print(req) }\n\n" +
      '@middleware(log_it)\n@get("/")\nfn home() -> Str => "open"\n',
    right: "fn log_it(req: Request) { print(req.path) }\n\n" +
      '@middleware(log_it)\n@get("/")\nfn home() -> Str => "open"\n',
  },
  {
    code: "cors/duplicate",
    severity: "error",
    summary: "two `cors` at one level",
    explanation:
      "A route has one policy for other origins: its own, else that of its module's import, else that of the `@server` function. Give one `cors(…)` with a list of origins.",
    wrong:
      '@middleware(cors(allow_origin="https://a.example"))\n@middleware(cors(allow_origin="https://b.example"))\n' +
      '@get("/")\nfn home() -> Str => "open"\n',
    right: '@middleware(cors(allow_origin=["https://a.example", "https://b.example"]))\n' +
      '@get("/")\nfn home() -> Str => "open"\n',
  },
  {
    code: "cors/credentials",
    severity: "error",
    summary: "`cors` allows credentials to every origin",
    explanation:
      'Browsers refuse answers that allow cookies and `*` at once. Name the origins that may send credentials, or write `"echo"` for every origin.',
    wrong: '@middleware(cors(allow_credentials=true))\n@get("/")\nfn home() -> Str => "open"\n',
    right: '@middleware(cors(allow_origin=["https://app.example"], allow_credentials=true))\n' +
      '@get("/")\nfn home() -> Str => "open"\n',
  },
  {
    code: "rate/user",
    severity: "error",
    summary: 'a rate limit by `"user"` where no user is known',
    explanation:
      "Only a route with a guard such as `@authenticated` has a user. Limit other routes by `ip` or by a header.",
    wrong: '@middleware(rate_limit(per_minute=60, by="user"))\n@get("/")\nfn home() -> Str => "open"\n',
    right: '@middleware(rate_limit(per_minute=60, by="ip"))\n@get("/")\nfn home() -> Str => "open"\n',
  },
];
