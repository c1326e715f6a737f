import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Captchas } from './captcha.ts';
import type { Customs } from './customs.ts';
import { summaryOf } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import { misbehaviourRuleSchema } from './misbehaviour.ts';
import type { Misbehaviour } from './misbehaviour.ts';
import type { Operators } from './operators.ts';
import { EndpointProblem } from './problems.ts';

/** The strings behind the stage: for tests, demonstrations and the trainer. Not in the contract. */

export interface ControlledParts {
  readonly captchas: Captchas;
  readonly customs: Customs;
  readonly ledger: Ledger;
  readonly misbehaviour: Misbehaviour;
  readonly operators: Operators;
}

const pause = z.number().int().min(0).nullable();

const bodies = {
  customs: z.strictObject({
    tripNo: z.string(),
    code: z.string().regex(/^[0-9A-Z]{1,4}$/),
    text: z.string().max(2000).optional(),
  }),
  pace: z.strictObject({ stepMs: pause, closeAfterMs: pause.optional() }),
  misbehave: z.strictObject({ rules: z.array(misbehaviourRuleSchema) }),
  enrolmentCodes: z.strictObject({
    name: z.string().min(1),
    uscc: z.string().length(18),
    organisationCode: z.string().length(9),
    enrolmentCode: z.string().min(1),
  }),
  operators: z.strictObject({
    userName: z.string().min(1),
    displayName: z.string().min(1),
    password: z.string().min(1),
    cardNumber: z.string().length(13).nullable(),
    rights: z.array(z.enum(['clerk', 'signer', 'administrator'])),
    uscc: z.string().length(18),
  }),
};

const bodyOf = <Schema extends z.ZodType>(
  schema: Schema,
  request: FastifyRequest,
): z.infer<Schema> => {
  const parsed = schema.safeParse(request.body);
  if (!parsed.success) {
    throw new EndpointProblem('badRequest', { detail: z.prettifyError(parsed.error) });
  }
  return parsed.data;
};

export const registerControl = (app: FastifyInstance, parts: ControlledParts): void => {
  const { captchas, customs, ledger, misbehaviour, operators } = parts;

  app.get('/control/captcha/latest', () => {
    const text = captchas.latestText();
    if (text === null) throw new EndpointProblem('wrongCaptcha');
    return { text };
  });

  app.get<{ Params: { id: string } }>('/control/captcha/:id', ({ params }) => {
    const text = captchas.textOf(params.id);
    if (text === null) throw new EndpointProblem('wrongCaptcha');
    return { text };
  });

  app.get('/control/submissions', () => ({
    submissions: ledger.allSubmissions().map((submission) => ({
      ...summaryOf(submission),
      desk: submission.desk,
      payload: submission.payload,
      receipts: ledger.receiptsOfSubmission(submission.id),
    })),
  }));

  app.post('/control/customs', (request) => {
    const { tripNo, code, text } = bodyOf(bodies.customs, request);
    return { receipts: customs.command(tripNo, code, text ?? null) };
  });

  app.get('/control/pace', () => customs.pace());
  app.post('/control/pace', (request) => {
    const { stepMs, closeAfterMs } = bodyOf(bodies.pace, request);
    customs.setPace({
      stepMs,
      closeAfterMs: closeAfterMs === undefined ? customs.pace().closeAfterMs : closeAfterMs,
    });
    return customs.pace();
  });

  app.get('/control/misbehave', () => ({ rules: misbehaviour.rules() }));
  app.post('/control/misbehave', (request) => {
    misbehaviour.set(bodyOf(bodies.misbehave, request).rules);
    return { rules: misbehaviour.rules() };
  });

  app.post('/control/enrolmentCodes', (request) => {
    operators.putEnterprise(bodyOf(bodies.enrolmentCodes, request));
    return {};
  });

  app.post('/control/operators', async (request) => {
    const { uscc, ...operator } = bodyOf(bodies.operators, request);
    await operators.putOperator(operator, uscc);
    return {};
  });
};
