/** What emitted code may call: the one list of names behind its `rt` parameter. Parts that only some programs need come from lists of their own. */
export {
  checkBool,
  checkBytes,
  checkEnum,
  checkFuture,
  checkInstance,
  checkInt,
  checkList,
  checkMap,
  checkNamed,
  checkNull,
  checkRange,
  checkResult,
  checkStr,
  checkTuple,
  toDecimalPlace,
  toFloatPlace,
  toNullableFloatPlace,
  toUniformFloat,
} from "../operations/check_kind.ts";
export { ge, gt, le, lt } from "../operations/compare.ts";
export { declareEnum, describeEnum, describeType, lazyTypeValue, libraryType } from "./declare.ts";
export { display } from "../operations/display.ts";
export { equals } from "../operations/equals.ts";
export { floatDiv, floatMod } from "../operations/float.ts";
export { floatToText } from "../text/float_text.ts";
export { format, formatSpec } from "../text/format.ts";
export { builtinValue, callValue, checkCallback, functionValue } from "../operations/function_value.ts";
export {
  listGet,
  listSet,
  mapIndex,
  mapIndexDirect,
  setIndex,
  textGet,
  tupleItem,
} from "../operations/index_access.ts";
export { index } from "../operations/index_access.ts";
export {
  bitAnd,
  bitNot,
  bitOr,
  bitXor,
  intAdd,
  intDiv,
  intMod,
  intMul,
  intNeg,
  intSub,
  shiftLeft,
  shiftRight,
} from "./emitted_int.ts";
export { declareFlags } from "../flags/flags.ts";
export { callNext } from "../http/middleware/call_next.ts";
export { iterate } from "../operations/iterate.ts";
export { anyFromNative, looksLikeIndex } from "../json/any.ts";
export { violation } from "../json/constraint.ts";
export { parseAs } from "../json/decode_text.ts";
export { encodeFloat, encodeJson, isPlainFloat } from "../json/encode.ts";
export {
  BAD,
  bytesFromBase64,
  dateFromText,
  dateTimeFromText,
  decimalFromJson,
  uuidFromText,
} from "../json/leaf.ts";
export { once } from "../json/once.ts";
export { quoteJson } from "../json/quote.ts";
export { SCALAR_SHAPES } from "../json/shape.ts";
export { lazyCall, lazyFloatCall } from "../operations/lazy_call.ts";
export { mapEntries, mapFromEntries, mapSet } from "../operations/map_key.ts";
export { callMethod, getField, setField } from "../operations/member_access.ts";
export { contains } from "../operations/membership.ts";
export {
  add,
  anyBitAnd,
  anyBitNot,
  anyBitOr,
  anyBitXor,
  anyShiftLeft,
  anyShiftRight,
  div,
  expectCondition,
  mod,
  mul,
  neg,
  sub,
} from "../operations/operators.ts";
export {
  cannotRun,
  destructureFailure,
  makeRange,
  noMatch,
  nullAccess,
  readVariable,
  startFuture,
  tryOperand,
  unknownName,
} from "./program_checks.ts";
export { appPool } from "../db/app_pool.ts";
export { slice, sliceBytes, sliceList, sliceText } from "../operations/slice.ts";
export { compareText } from "../text/text.ts";
export { EnumValue } from "../values/enum_value.ts";
export { boxFloat, boxNullableFloat, FloatBox, isInt } from "../values/float.ts";
export { Future, settleSuspension } from "../values/future.ts";
export { Instance } from "../values/instance.ts";
export { FitzMap } from "../values/map.ts";
export { ModuleValue } from "../values/module_value.ts";
export { Range } from "../values/range.ts";
export { Err, Ok } from "../values/result.ts";
export { Secret } from "../values/secret.ts";
export { Tuple } from "../values/tuple.ts";
