import { z } from 'zod';
import { operatorSchema } from '../../src-shared/contract/schemas.ts';

/** What the training world (mocked endpoint and virtual card) tells when it is up. */
export const trainingMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('ready'),
    /** Null where the endpoint was given from outside. */
    endpointUrl: z.string().nullable(),
    enrolment: z.object({ uscc: z.string(), enrolmentCode: z.string() }),
    /** Null where the card was given from outside. */
    card: z
      .object({
        provider: z.enum(['pcsc', 'simulated']),
        /** host:port of the simulated reader. */
        address: z.string().nullable(),
        cardNumber: z.string(),
      })
      .nullable(),
    operators: z.array(operatorSchema.omit({ id: true }).extend({ passwordHash: z.string() })),
  }),
  z.object({ type: z.literal('failed'), message: z.string() }),
]);
export type TrainingMessage = z.infer<typeof trainingMessageSchema>;
export type TrainingWorld = Extract<TrainingMessage, { type: 'ready' }>;
