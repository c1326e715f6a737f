import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import { parse } from 'yaml';
import { z } from 'zod';

/**
 * Reads the OpenAPI document and compiles one validator per request part and per answer.
 *
 * fastify-openapi-glue would do the first half, but its parser looks for files beside itself, so it
 * can't be bundled into the training world, and it serialises answers without validating them.
 */

const mediaSchema = z.record(z.string(), z.object({ schema: z.unknown() }));

const parameterSchema = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean().default(false),
  schema: z.unknown(),
});

const operationSchema = z.object({
  operationId: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))).default([]),
  parameters: z.array(parameterSchema).default([]),
  requestBody: z.object({ content: mediaSchema }).optional(),
  responses: z.record(z.string(), z.object({ content: mediaSchema.default({}) })),
});

const documentSchema = z.object({
  openapi: z.string().startsWith('3.1.'),
  paths: z.record(
    z.string(),
    z.partialRecord(z.enum(['get', 'post', 'put', 'delete']), operationSchema),
  ),
});

const jsonObject = z.record(z.string(), z.unknown());
const isObject = (node: unknown): node is Readonly<Record<string, unknown>> =>
  typeof node === 'object' && node !== null;

/** Puts what a local `$ref` names in its place; the document has no circles. */
const resolveReferences = (root: unknown, node: unknown = root): unknown => {
  if (Array.isArray(node)) return node.map((child: unknown) => resolveReferences(root, child));
  if (!isObject(node)) return node;
  const { $ref: reference, ...rest } = node;
  const own = Object.fromEntries(
    Object.entries(rest).map(([key, child]) => [key, resolveReferences(root, child)]),
  );
  if (typeof reference !== 'string') return own;
  const target = reference
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((parent, key) => (isObject(parent) ? parent[key] : undefined), root);
  if (!isObject(target)) throw new Error(`Unknown reference ${reference}`);
  return { ...jsonObject.parse(resolveReferences(root, target)), ...own };
};

export type RequestPart = 'path' | 'query' | 'header' | 'body';

export interface Operation {
  readonly operationId: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** As Fastify writes it: `/trips/:tripNo`. */
  readonly url: string;
  readonly token: 'none' | 'optional' | 'required';
  /** What is wrong with the request, or null. Fills defaults in and makes numbers of query text. */
  readonly requestFault: (parts: Readonly<Record<RequestPart, unknown>>) => string | null;
  /** What is wrong with an answer, or null. */
  readonly answerFault: (status: number, mediaType: string | null, body: unknown) => string | null;
}

const methods = { get: 'GET', post: 'POST', put: 'PUT', delete: 'DELETE' } as const;

// A CommonJS module: its own default is one level down, except in a bundle.
const addFormats =
  typeof addFormatsModule === 'function' ? addFormatsModule : addFormatsModule.default;

const compileOperations = (openapiFile: string): readonly Operation[] => {
  const { paths } = documentSchema.parse(
    resolveReferences(parse(readFileSync(openapiFile, 'utf8'))),
  );
  const strict = addFormats(new Ajv2020({ strict: true, useDefaults: true }));
  // Only text can stand in a URL, so that numbers must be made of it; a body says what it is.
  const coercing = addFormats(new Ajv2020({ strict: true, useDefaults: true, coerceTypes: true }));

  const compiled = new Map<string, ValidateFunction>();
  // Most answers are the same problem; compiling each anew would take most of the start.
  const compile = (ajv: Ajv2020, schema: unknown): ValidateFunction => {
    const key = `${ajv === strict ? 'strict' : 'coercing'} ${JSON.stringify(schema)}`;
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const validate = ajv.compile(jsonObject.parse(schema));
    compiled.set(key, validate);
    return validate;
  };

  const faultOf = (validate: ValidateFunction, part: string, value: unknown): string | null =>
    validate(value) ? null : coercing.errorsText(validate.errors, { dataVar: part });

  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]): Operation => {
      const parameters = (place: 'path' | 'query' | 'header'): ValidateFunction => {
        const here = operation.parameters.filter((parameter) => parameter.in === place);
        const nameOf = (name: string): string => (place === 'header' ? name.toLowerCase() : name);
        return compile(coercing, {
          type: 'object',
          properties: Object.fromEntries(here.map(({ name, schema }) => [nameOf(name), schema])),
          required: here.filter(({ required }) => required).map(({ name }) => nameOf(name)),
          // Unknown query parameters are mistakes; unknown headers are everyday.
          additionalProperties: place === 'header',
        });
      };
      const json = operation.requestBody?.content['application/json'];
      const validators: readonly (readonly [RequestPart, ValidateFunction])[] = [
        ['path', parameters('path')],
        ['query', parameters('query')],
        ['header', parameters('header')],
        ...(json === undefined ? [] : [['body', compile(strict, json.schema)] as const]),
      ];
      const answers = new Map(
        Object.entries(operation.responses).map(([status, { content }]) => [
          Number(status),
          new Map(
            Object.entries(content).map(([type, { schema }]) => [type, compile(strict, schema)]),
          ),
        ]),
      );
      const tokenNamed = operation.security.some((scheme) => 'desk' in scheme);
      const noneAllowed = operation.security.some((scheme) => Object.keys(scheme).length === 0);
      return {
        operationId: operation.operationId,
        method: methods[z.enum(['get', 'post', 'put', 'delete']).parse(method)],
        url: path.replace(/\{(\w+)\}/g, ':$1'),
        token: tokenNamed ? (noneAllowed ? 'optional' : 'required') : 'none',
        requestFault: (parts) => {
          for (const [part, validate] of validators) {
            const fault = faultOf(validate, part, parts[part]);
            if (fault !== null) return fault;
          }
          return null;
        },
        answerFault: (status, mediaType, body) => {
          const content = answers.get(status);
          if (content === undefined) return `status ${status} is not in the contract`;
          if (content.size === 0) {
            return body === undefined ? null : `status ${status} has no body in the contract`;
          }
          const validate = content.get(mediaType ?? '');
          if (validate === undefined) return `${mediaType} is not in the contract of ${status}`;
          return faultOf(validate, 'body', body);
        },
      };
    }),
  );
};

const compiledFiles = new Map<string, readonly Operation[]>();

/** A file is compiled once: that takes most of an endpoint's start, and tests start very many. */
export const readOperations = (openapiFile: string): readonly Operation[] => {
  const operations = compiledFiles.get(openapiFile) ?? compileOperations(openapiFile);
  compiledFiles.set(openapiFile, operations);
  return operations;
};
