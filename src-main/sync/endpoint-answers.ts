import { z } from 'zod';
import { operatorRights } from '../../src-shared/contract/schemas.ts';
import { declarationFunctions } from '../../src-shared/declaration/sheet.ts';
import type { components } from '../../src-shared/contract/endpoint-api.ts';

/**
 * The endpoint's answers as this program accepts them. Each schema is held against the type that is
 * generated from openapi.yaml: where the contract changes, this file no longer compiles. Unknown
 * additional members are dropped, so that a newer endpoint is understood.
 */
type Schemas = components['schemas'];

/** Compiles only where the schema's value is what the contract says. */
const answering =
  <Contract>() =>
  <Schema extends z.ZodType<Contract>>(schema: Schema): Schema =>
    schema;

const instant = z.iso.datetime();

export const problemSchema = z.object({
  /** Not held against the contract's list: a code that is new to us is shown with its reason. */
  code: z.string(),
  reason: z.string(),
  until: instant.exactOptional(),
});

export const clockSchema = answering<Schemas['Clock']>()(z.object({ serverTime: instant }));

export const enrolmentSchema = answering<Schemas['Enrolment']>()(
  z.object({
    deskNumber: z.string().regex(/^\d{5}$/),
    token: z.string().min(32),
    serverTime: instant,
  }),
);

export const captchaSchema = answering<Schemas['Captcha']>()(
  z.object({
    captchaId: z.string(),
    image: z.string().startsWith('data:image/svg+xml;base64,'),
    expiresAt: instant,
  }),
);

export const operatorAnswerSchema = answering<Schemas['Operator']>()(
  z.object({
    userName: z.string(),
    displayName: z.string(),
    cardNumber: z
      .string()
      .regex(/^[0-9A-Z]{13}$/)
      .nullable(),
    rights: z.array(z.enum(operatorRights)),
    enterprise: z.object({ name: z.string(), uscc: z.string(), organisationCode: z.string() }),
  }),
);

export const receiptAnswerSchema = answering<Schemas['Receipt']>()(
  z.object({
    number: z.number().int(),
    submissionId: z.string(),
    tripNo: z.string(),
    function: z.enum(declarationFunctions),
    sequence: z.number().int().min(1),
    code: z.string().max(4),
    text: z.string(),
    issuedAt: instant,
  }),
);

export const acknowledgementSchema = answering<Schemas['Acknowledgement']>()(
  z.object({ submissionId: z.string(), receivedAt: instant, receipt: receiptAnswerSchema }),
);

const submissionFields = {
  submissionId: z.string(),
  tripNo: z.string(),
  function: z.enum(declarationFunctions),
  state: z.enum(['confirmed', 'accepted', 'rejected', 'sendFailed']),
  receivedAt: instant,
};

export const submissionAnswerSchema = answering<Schemas['Submission']>()(
  z.object({ ...submissionFields, receipts: z.array(receiptAnswerSchema) }),
);

export const tripSchema = answering<Schemas['Trip']>()(
  z.object({
    tripNo: z.string(),
    status: z.string(),
    withdrawn: z.boolean(),
    submissions: z.array(z.object(submissionFields)),
    receipts: z.array(receiptAnswerSchema),
  }),
);

export const receiptPageSchema = answering<Schemas['ReceiptPage']>()(
  z.object({ receipts: z.array(receiptAnswerSchema), nextCursor: z.number().int() }),
);

export type ReceiptAnswer = z.infer<typeof receiptAnswerSchema>;
