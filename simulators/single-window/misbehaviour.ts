import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Receipt } from '../../src-shared/contract/endpoint-api.ts';
import { problems } from './problems.ts';

/**
 * How the endpoint can be told to misbehave. A rule is used up after `times` requests that it
 * really changed; the first one that fits acts. Rules live as long as the process.
 */

const common = {
  /** The path, or its beginning followed by `*`. */
  path: z.string().startsWith('/'),
  method: z.string().toUpperCase().optional(),
  times: z.number().int().min(1).default(1),
};

export const misbehaviourRuleSchema = z.discriminatedUnion('action', [
  /** Waits, then does what it should. */
  z.strictObject({ ...common, action: z.literal('delay'), delayMs: z.number().int().min(0) }),
  /** Cuts the connection with the request read and nothing applied. */
  z.strictObject({ ...common, action: z.literal('cutBefore') }),
  /** Cuts the connection when everything is applied, instead of answering. */
  z.strictObject({ ...common, action: z.literal('cutAfter') }),
  /** Answers with a status and applies nothing. */
  z.strictObject({
    ...common,
    action: z.literal('status'),
    status: z.number().int().min(400).max(599),
    /** Seconds. */
    retryAfter: z.number().int().min(0).optional(),
  }),
  /** Applies everything and sends half of the answer. */
  z.strictObject({ ...common, action: z.literal('brokenJson') }),
  /** Every receipt of a page of the feed comes twice. */
  z.strictObject({ ...common, action: z.literal('duplicateReceipts') }),
  /** A page of the feed comes in the opposite order. */
  z.strictObject({ ...common, action: z.literal('reorderReceipts') }),
]);

export type MisbehaviourRule = z.infer<typeof misbehaviourRuleSchema>;
type Action = MisbehaviourRule['action'];

/** What stands in for the answer to a request that is not to be treated as it should be. */
export type Interference =
  | { readonly kind: 'none' }
  | { readonly kind: 'cut' }
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly retryAfter: number | null;
      readonly body: unknown;
    };

export interface Misbehaviour {
  /** Replaces the rules in force. */
  readonly set: (rules: readonly MisbehaviourRule[]) => void;
  readonly rules: () => readonly MisbehaviourRule[];
  /** Before anything is done with a request. */
  readonly before: (method: string, path: string) => Promise<Interference>;
  /** The page of the feed as it goes out. */
  readonly feedPage: (path: string, receipts: readonly Receipt[]) => readonly Receipt[];
  /** The answer's text as it goes out; null cuts the connection. */
  readonly after: (method: string, path: string, text: string) => string | null;
  /** Ends the delays under way. */
  readonly stop: () => void;
}

const statusProblems = {
  429: problems.tooManyRequests,
  503: problems.unavailable,
} as const;

const problemOf = (status: number): { code: string; reason: string } => {
  const { code, reason } =
    status === 429 || status === 503 ? statusProblems[status] : problems.unexpected;
  return { code, reason: reason.replace('{detail}', `模拟故障 ${status}`) };
};

export const createMisbehaviour = (): Misbehaviour => {
  let rules: MisbehaviourRule[] = [];
  const stopping = new AbortController();

  const fits = (rule: MisbehaviourRule, method: string, path: string): boolean =>
    (rule.method ?? method) === method &&
    (rule.path.endsWith('*') ? path.startsWith(rule.path.slice(0, -1)) : path === rule.path);

  const take = (
    actions: readonly Action[],
    method: string,
    path: string,
  ): MisbehaviourRule | undefined => {
    const rule = rules.find(
      (candidate) => actions.includes(candidate.action) && fits(candidate, method, path),
    );
    if (rule === undefined) return undefined;
    rule.times -= 1;
    rules = rules.filter(({ times }) => times > 0);
    return rule;
  };

  return {
    set: (next) => {
      rules = next.map((rule) => ({ ...rule }));
    },
    rules: () => rules,
    before: async (method, path) => {
      const rule = take(['delay', 'cutBefore', 'status'], method, path);
      if (rule?.action === 'delay') {
        await wait(rule.delayMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
      if (rule?.action === 'cutBefore') return { kind: 'cut' };
      if (rule?.action === 'status') {
        return {
          kind: 'answer',
          status: rule.status,
          retryAfter: rule.retryAfter ?? null,
          body: problemOf(rule.status),
        };
      }
      return { kind: 'none' };
    },
    feedPage: (path, receipts) => {
      // A rule waits for a page that it can change.
      if (receipts.length >= 1 && take(['duplicateReceipts'], 'GET', path)) {
        return receipts.flatMap((receipt) => [receipt, receipt]);
      }
      if (receipts.length >= 2 && take(['reorderReceipts'], 'GET', path)) {
        return receipts.toReversed();
      }
      return receipts;
    },
    after: (method, path, text) => {
      const rule = take(['cutAfter', 'brokenJson'], method, path);
      if (rule?.action === 'cutAfter') return null;
      return rule ? text.slice(0, Math.ceil(text.length / 2)) : text;
    },
    stop: () => stopping.abort(),
  };
};
