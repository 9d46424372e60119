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
} from "./check_kind.ts";
export { ge, gt, le, lt } from "./compare.ts";
export { declareEnum, describeEnum, describeType, lazyTypeValue, libraryType } from "./declare.ts";
export { display } from "./display.ts";
export { equals } from "./equals.ts";
export { floatDiv, floatMod } from "./float.ts";
export { floatToText } from "./float_text.ts";
export { format, formatSpec } from "./format.ts";
export { builtinValue, callValue, checkCallback, functionValue } from "./function_value.ts";
export { listGet, listSet, mapIndex, mapIndexDirect, setIndex, textGet, tupleItem } from "./index_access.ts";
export { index } from "./index_access.ts";
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
export { iterate } from "./iterate.ts";
export { anyFromNative, looksLikeIndex } from "./json/any.ts";
export { violation } from "./json/constraint.ts";
export { parseAs } from "./json/decode_text.ts";
export { encodeFloat, encodeJson, isPlainFloat } from "./json/encode.ts";
export {
  BAD,
  bytesFromBase64,
  dateFromText,
  dateTimeFromText,
  decimalFromJson,
  uuidFromText,
} from "./json/leaf.ts";
export { once } from "./json/once.ts";
export { quoteJson } from "./json/quote.ts";
export { SCALAR_SHAPES } from "./json/shape.ts";
export { lazyCall, lazyFloatCall } from "./lazy_call.ts";
export { mapEntries, mapFromEntries, mapSet } from "./map_key.ts";
export { callMethod, getField, setField } from "./member_access.ts";
export { contains } from "./membership.ts";
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
} from "./operators.ts";
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
export { slice, sliceBytes, sliceList, sliceText } from "./slice.ts";
export { compareText } from "./text.ts";
export { EnumValue } from "./values/enum_value.ts";
export { boxFloat, boxNullableFloat, FloatBox, isInt } from "./values/float.ts";
export { Future } from "./values/future.ts";
export { Instance } from "./values/instance.ts";
export { FitzMap } from "./values/map.ts";
export { ModuleValue } from "./values/module_value.ts";
export { Range } from "./values/range.ts";
export { Err, Ok } from "./values/result.ts";
export { Secret } from "./values/secret.ts";
export { Tuple } from "./values/tuple.ts";
