import { z } from 'zod';
import { headFields, itemFields } from '../../src-shared/declaration/fields.ts';
import type { FieldContext, FieldDefinition } from '../../src-shared/declaration/fields.ts';
import { declarationFunctions } from '../../src-shared/declaration/sheet.ts';

/** What a payload must look like, derived from the field table. */

/** Kilograms in their one canonical spelling: no leading or trailing zeros, at most 3 decimals. */
const weightText = /^(?:(?:0|[1-9]\d*)(?:\.\d{0,2}[1-9])?)?$/;

const valueSchemas: Readonly<
  Record<FieldDefinition['input']['type'], (field: FieldDefinition) => z.ZodType<string>>
> = {
  code: () => z.string().max(32),
  text: ({ input }) => z.string().max(input.type === 'text' ? input.maxLength : 0),
  weight: () => z.string().max(32).regex(weightText, '重量格式不对'),
  seals: () => z.string().max(128),
  // UTF-16 may need two units for one character of the clerk.
  remark: ({ input }) => z.string().max(input.type === 'remark' ? input.maxLength * 2 : 0),
};

type MessageShape<Name extends string> = Record<Name, z.ZodType<string>>;

const messageShape = <Name extends string>(
  fields: readonly (FieldDefinition & { readonly messageName: Name })[],
): MessageShape<Name> =>
  // fromEntries forgets the names that the table gives.
  Object.fromEntries(
    fields.map((field) => [field.messageName, valueSchemas[field.input.type](field)]),
  ) as MessageShape<Name>;

/** Required by the letter, with the one confirmable exception 仅一个空箱 (rules.md, Fields). */
const mayBeMissing: readonly string[] = ['containerNo2'];

/** Values by field key, from values by message name. */
const byKey = (
  fields: readonly FieldDefinition[],
  message: Readonly<Record<string, unknown>>,
): Record<string, string> =>
  Object.fromEntries(
    fields.map(({ key, messageName }) => [key, z.string().parse(message[messageName])]),
  );

const presenceFaults = (
  fields: readonly FieldDefinition[],
  values: Readonly<Record<string, string>>,
  context: FieldContext,
): readonly string[] =>
  fields.flatMap(({ key, label, presence }) => {
    const filled = values[key] !== '';
    const demanded = presence(context);
    if (demanded === 'required' && !filled && !mayBeMissing.includes(key)) return [`缺少${label}`];
    return demanded === 'closed' && filled ? [`${label}不应填写`] : [];
  });

const itemMessageSchema = z.strictObject({
  GNo: z.number().int().min(1),
  ...messageShape(itemFields),
});

export const payloadSchema = z
  .strictObject({
    submissionId: z.uuid(),
    FunctionCode: z.enum(declarationFunctions),
    deskNumber: z.string().regex(/^\d{5}$/),
    cardNumber: z.string().regex(/^[0-9A-Z]{13}$/),
    certificateSerial: z.string().regex(/^[0-9A-F]{2,40}$/),
    signedAt: z.iso.datetime({ precision: 3 }),
    dataId: z.string().regex(/^\d{18}$/),
    SureId: z.string().regex(/^\d{6}[0-9A-Z]{13}\d{13}$/),
    OpTime: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
    ContractorCodeScc: z.string().length(18),
    ContractorCode: z.string().length(9),
    OpUserId: z.string().min(1).max(64),
    ...messageShape(headFields),
    items: z.array(itemMessageSchema).min(1, '申报失败，该数据没有表体信息！').max(999),
  })
  .superRefine((payload, context) => {
    const head = byKey(headFields, payload);
    const faults = [
      ...presenceFaults(headFields, head, { head }),
      ...payload.items.flatMap((message, index) => {
        const item = byKey(itemFields, message);
        const numbered = message.GNo === index + 1 ? [] : ['表体序号不连续'];
        return [...numbered, ...presenceFaults(itemFields, item, { head, item })].map(
          (fault) => `第 ${index + 1} 条表体${fault}`,
        );
      }),
    ];
    for (const message of faults) context.addIssue({ code: 'custom', message });
  });

export type Payload = z.infer<typeof payloadSchema>;
