/** The generators of decoders and encoders that the emitter is given. */
import { decoderOf } from "../emit/js/codec/decoder.ts";
import { encoderOf } from "../emit/js/codec/encoder.ts";
import { shapeOf } from "../emit/js/codec/shape.ts";

export const codec = { decoder: decoderOf, encoder: encoderOf, shape: shapeOf };
