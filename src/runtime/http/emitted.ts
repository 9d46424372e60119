/** What emitted code of programs with routes may call besides src/runtime/program/emitted.ts. */
export { textToBool, textToFloat, textToInt } from "../json/text_value.ts";
export { DecodeProblems } from "../json/problem.ts";
export { FitzFile as class_File } from "../values/file.ts";
export { Decimal } from "../values/decimal.ts";
export { unboxFloat } from "../values/float.ts";
export { bodyKind, decodeBody, readBody } from "./body.ts";
export {
  encodedResponse,
  failureResponse,
  finishResponse,
  handlerResponse,
  middlewareResponse,
  preAnswer,
  waitingNext,
} from "./middleware/run.ts";
export { rateLimiter } from "./middleware/rate_limit.ts";
export { givenUser, noProvider, notAUser, providerHeaders, refuseRole, refuseUser } from "./guard.ts";
export { flagIsOff } from "./flag_gate.ts";
export { checkParam, missingParam, wrongBody, wrongText } from "./parameters.ts";
export { requestValue } from "./request.ts";
export {
  Cookie as class_Cookie,
  FitzResponse,
  FitzResponse as class_Response,
  withStreamOf,
} from "./response.ts";
export { sendAny, statusResponse } from "./send.ts";
export { checkSize, serverSettings } from "./settings.ts";
export { WS_FRAME_ENUM as class_WsFrame } from "../sockets/frames.ts";
export { queryAll, queryLast, unmarkSlashes } from "./url_text.ts";
