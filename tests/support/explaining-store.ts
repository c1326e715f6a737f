import { z } from 'zod';
import type { ReadableStore } from '../../src-main/store/store.ts';

export interface Plan {
  readonly sql: string;
  readonly steps: readonly string[];
}

const stepsSchema = z.array(z.object({ detail: z.string() }));

/** A store that also notes SQLite's plan of each statement that is run, with its parameters. */
export const explaining = (store: ReadableStore): { store: ReadableStore; taken: () => Plan[] } => {
  const plans = new Map<string, Plan>();
  const explain = (sql: string, values: readonly unknown[]): void => {
    if (plans.has(sql)) return;
    const steps = stepsSchema.parse(store.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values));
    plans.set(sql, { sql, steps: steps.map(({ detail }) => detail) });
  };
  const statement = (target: object, sql: string): object =>
    new Proxy(target, {
      get: (_target, key) => {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== 'function') return value;
        return (...values: unknown[]): unknown => {
          if (key === 'all' || key === 'get') explain(sql, values);
          const answer: unknown = Reflect.apply(value, target, values);
          return answer === target ? statement(target, sql) : answer;
        };
      },
    });
  const proxy = new Proxy(store, {
    get: (target, key) =>
      key === 'prepare'
        ? (sql: string) => statement(target.prepare(sql), sql)
        : (Reflect.get(target, key) as unknown),
  });
  return {
    store: proxy,
    taken: () => {
      const taken = [...plans.values()];
      plans.clear();
      return taken;
    },
  };
};
