/** One route as an OpenAPI operation: web.md 19.3, 19.5. */
import type { App, Route, RouteParam, RouteResponse, Schema } from "../../app/manifest.ts";
import { annotated, constraintKeywords, type JsonSchema, jsonSchema } from "./schemas.ts";
import { BEARER } from "./security.ts";

const ERROR_SCHEMA: JsonSchema = {
  type: "object",
  required: ["error"],
  properties: { error: { type: "string" } },
};

export function operation(app: App, route: Route): JsonSchema {
  const parameters = ["path", "query", "header", "cookie"].flatMap((source) =>
    route.params.filter((param) => param.source === source).map(parameter)
  );
  const body = route.params.find((param) => param.source === "body");
  return {
    ...(route.tag === null ? {} : { tags: [route.tag] }),
    summary: `Handler \`${route.handler.name}\``,
    ...(route.doc === null ? {} : { description: route.doc }),
    operationId: route.operationId,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: requestBody(app, body) }),
    responses: Object.fromEntries(
      route.responses.map((response) => [String(response.status), responseObject(response)]),
    ),
    ...(route.guard === null ? {} : { security: [{ [BEARER]: [] }] }),
  };
}

function parameter(param: RouteParam): JsonSchema {
  return {
    name: param.wireName,
    in: param.source,
    required: param.source === "path" || param.isRequired,
    ...(param.doc === null ? {} : { description: param.doc }),
    schema: annotated(jsonSchema(param.schema), {
      ...constraintKeywords(param.constraints, param.schema),
      ...("default" in param ? { default: param.default } : {}),
    }),
  };
}

function requestBody(app: App, param: RouteParam): JsonSchema {
  const schema = annotated(jsonSchema(param.schema), "default" in param ? { default: param.default } : {});
  const types = takesFiles(app, param.schema)
    ? ["multipart/form-data"]
    : isForm(app, param.schema)
    ? ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"]
    : ["application/json"];
  return {
    ...(param.doc === null ? {} : { description: param.doc }),
    required: param.isRequired,
    content: Object.fromEntries(types.map((type) => [type, { schema }])),
  };
}

/** Whether the body has files, which only multipart forms bring: a type with a field of them, or a map of them (web.md 11). */
export function takesFiles(app: App, schema: Schema): boolean {
  switch (schema.kind) {
    case "Nullable":
      return takesFiles(app, schema.inner);
    case "Map":
      return isOfFiles(schema.value);
    case "Ref": {
      const shape = app.types.find((type) => type.name === schema.name);
      return shape?.kind === "type" &&
        shape.fields.some((field) => !field.isHidden && !field.isPrivate && isOfFiles(field.schema));
    }
    default:
      return false;
  }
}

function isOfFiles(schema: Schema): boolean {
  switch (schema.kind) {
    case "Nullable":
      return isOfFiles(schema.inner);
    case "List":
      return isOfFiles(schema.element);
    default:
      return schema.kind === "File";
  }
}

/** Whether a form can express the type: a nominal type or map without nested objects, or anything untyped (web.md 7.6). */
function isForm(app: App, schema: Schema): boolean {
  switch (schema.kind) {
    case "Nullable":
      return isForm(app, schema.inner);
    case "Any":
      return true;
    case "Map":
      return schema.value.kind === "Any" || isFormField(app, schema.value);
    case "Ref": {
      const shape = app.types.find((type) => type.name === schema.name);
      return shape?.kind === "type" &&
        shape.fields.every((field) => field.isHidden || field.isPrivate || isFormField(app, field.schema));
    }
    default:
      return false;
  }
}

function isFormField(app: App, schema: Schema): boolean {
  switch (schema.kind) {
    case "Nullable":
      return isFormField(app, schema.inner);
    case "List":
      return schema.element.kind !== "List" && isFormField(app, schema.element);
    case "Map":
    case "Tuple":
    case "Any":
    case "Null":
    case "Opaque":
    case "Result":
    case "Stream":
    case "Response":
      return false;
    case "Ref": {
      const shape = app.types.find((type) => type.name === schema.name);
      return shape?.kind === "enum" && shape.variants.every((variant) => variant.payload.length === 0);
    }
    default:
      return true;
  }
}

function responseObject({ description, content }: RouteResponse): JsonSchema {
  const entries = Object.entries(content).map(([type, schema]) => [type, { schema: contentSchema(schema) }]);
  return { description, ...(entries.length === 0 ? {} : { content: Object.fromEntries(entries) }) };
}

function contentSchema(schema: RouteResponse["content"][string]): JsonSchema {
  switch (schema) {
    case "error":
      return ERROR_SCHEMA;
    case "any":
      return {};
    case "text":
      return { type: "string" };
    case "binary":
      return { type: "string", format: "binary" };
    default:
      return jsonSchema(schema);
  }
}
