/** `cors`, `secure_headers` and `compress` on finished answers (web.md 6, step 10), and preflights. */
import type { Conclusion } from "../conclusion.ts";
import { responseHeaders, withHeaders } from "../deno_server_objects.ts";
import type { Exchange } from "../exchange.ts";
import type { AnswerRules, RulesOf } from "../http_program.ts";
import type { HttpServer } from "../http_server.ts";
import { routesAt } from "../routes_at.ts";
import { type Cors, preflight } from "./cors.ts";

/** The answer to an OPTIONS request of another origin's page; undefined for one that routes answer. */
export type Preflights = (exchange: Exchange) => Response | undefined;

/** What the rules do to every answer, in order. */
export function answerConclusions({ cors, secureHeaders, compress }: AnswerRules): Conclusion[] {
  const conclusions: Conclusion[] = [];
  if (cors !== null || secureHeaders !== null) {
    conclusions.push((exchange, answer) => {
      const policy = ruleOf(cors, exchange);
      const careful = ruleOf(secureHeaders, exchange);
      if (policy === null && careful === null) return answer;
      const headers = responseHeaders(answer);
      if (!exchange.isPreflight) policy?.apply(exchange, headers);
      careful?.apply(exchange, headers);
      return withHeaders(answer, headers);
    });
  }
  if (compress !== null) {
    conclusions.push((exchange, answer) => ruleOf(compress, exchange)?.apply(exchange, answer) ?? answer);
  }
  return conclusions;
}

function ruleOf<T>(rules: RulesOf<T> | null, exchange: Exchange): T | null {
  if (rules === null) return null;
  return exchange.route < 0 ? rules.global : rules.routes[exchange.route];
}

/** null when no answer may be read by other origins. */
export function preflightsOf({ cors }: AnswerRules, server: HttpServer): Preflights | null {
  if (cors === null) return null;
  const { routes } = server.program;
  return (exchange) => {
    const found = routesAt(routes, exchange.path);
    const policies = found.map((index) => cors.routes[index]).filter((one): one is Cors => one !== null);
    if (policies.length === 0) {
      if (found.length > 0 || cors.global === null || !server.automatic.has(exchange.path)) return undefined;
      policies.push(cors.global);
    }
    const hasHandler = found.some((index) => routes[index].method === "OPTIONS");
    if (hasHandler && exchange.header("access-control-request-method") === null) return undefined;
    exchange.isPreflight = true;
    return preflight(exchange, policies, found.some((index) => routes[index].method === "PATCH"));
  };
}
