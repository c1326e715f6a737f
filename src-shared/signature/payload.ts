import canonicalize from 'canonicalize';
import { z } from 'zod';
import { mapHead, mapItem } from '../declaration/field-values.ts';
import { headFields, itemFields } from '../declaration/fields.ts';
import type { FieldDefinition } from '../declaration/fields.ts';
import { emptyHead, emptyItem } from '../declaration/new-sheet.ts';
import { shanghaiDateTime } from '../declaration/numbers.ts';
import type { DeclarationFunction, Sheet } from '../declaration/sheet.ts';
import { formatKilograms, parseKilograms } from '../declaration/weight.ts';

/** Everything that a signed submission binds together. */
export interface PayloadParts {
  readonly submissionId: string;
  readonly function: DeclarationFunction;
  readonly deskNumber: string;
  readonly cardNumber: string;
  readonly certificateSerial: string;
  /** UTC milliseconds, corrected by the endpoint's clock. */
  readonly signedAt: number;
  readonly numbers: { readonly tripNo: string; readonly dataCentreNo: string };
  /** UTC milliseconds of the first save. */
  readonly enteredAt: number;
  readonly enterprise: { readonly uscc: string; readonly organisationCode: string };
  readonly operator: string;
  readonly sheet: Sheet;
}

/** One weight has one text, so that equal sheets have equal payloads: `012.50` is `12.5`. */
const canonicalWeight = (text: string): string => {
  if (text.trim() === '') return '';
  const grams = parseKilograms(text);
  if (grams === null) {
    throw new RangeError('A weight of a sheet that may be declared is a decimal number');
  }
  return formatKilograms(grams);
};

const messageValue = (field: FieldDefinition, text: string): string =>
  field.input.type === 'weight' ? canonicalWeight(text) : text;

const messageFields = <Key extends string>(
  fields: readonly (FieldDefinition & { readonly key: Key })[],
  texts: Readonly<Record<Key, string>>,
): Record<string, string> =>
  Object.fromEntries(
    fields.map((field) => [field.messageName, messageValue(field, texts[field.key])]),
  );

/**
 * The text that is signed: canonical JSON (RFC 8785) under the names of the binding message.
 * Every field of the field table is there, an empty one as the empty string, so that a payload of
 * a function always has the same keys. A DEL carries the whole accepted sheet.
 */
export const buildPayload = (parts: PayloadParts): string => {
  const text = canonicalize({
    submissionId: parts.submissionId,
    FunctionCode: parts.function,
    deskNumber: parts.deskNumber,
    cardNumber: parts.cardNumber,
    certificateSerial: parts.certificateSerial,
    signedAt: new Date(parts.signedAt).toISOString(),
    dataId: parts.numbers.dataCentreNo,
    SureId: parts.numbers.tripNo,
    OpTime: shanghaiDateTime(parts.enteredAt),
    ContractorCodeScc: parts.enterprise.uscc,
    ContractorCode: parts.enterprise.organisationCode,
    OpUserId: parts.operator,
    ...messageFields(headFields, parts.sheet.head),
    items: parts.sheet.items.map((item, index) => ({
      GNo: index + 1,
      ...messageFields(itemFields, item),
    })),
  });
  if (text === undefined) throw new TypeError('A payload must have JSON text');
  return text;
};

const signedItemSchema = z.record(z.string(), z.union([z.string(), z.number()]));
const signedSheetSchema = z.looseObject({ items: z.array(signedItemSchema) });

const textOf = (message: Readonly<Record<string, unknown>>, name: string): string => {
  const value = message[name];
  return typeof value === 'string' ? value : '';
};

/**
 * The sheet that a payload of ours carries: what stands once customs has accepted it. A field that
 * is younger than the payload is empty.
 */
export const sheetOfPayload = (payload: string): Sheet => {
  const message = signedSheetSchema.parse(JSON.parse(payload));
  const head = mapHead(emptyHead(), ({ messageName }) => textOf(message, messageName));
  return {
    head,
    items: message.items.map((item) =>
      mapItem(emptyItem(head), ({ messageName }) => textOf(item, messageName)),
    ),
  };
};
