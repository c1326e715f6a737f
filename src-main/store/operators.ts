import { z } from 'zod';
import { operatorRights } from '../../src-shared/contract/schemas.ts';
import type { OperatorProfile } from '../../src-shared/contract/schemas.ts';
import type { ReadableStore, WritableStore } from './store.ts';

const row = z.object({
  id: z.number(),
  user_name: z.string(),
  display_name: z.string(),
  card_number: z.string().nullable(),
  rights: z.string(),
  enterprise_name: z.string(),
  uscc: z.string(),
  organisation_code: z.string(),
  password_hash: z.string(),
  failed_attempts: z.number(),
  locked_until: z.number().nullable(),
});

const storedRights = z.array(z.enum(operatorRights));

/** An operator with what the sign-in needs; the hash never leaves `operators/`. */
export interface KnownOperator {
  readonly profile: OperatorProfile;
  readonly passwordHash: string;
  readonly failedAttempts: number;
  /** UTC milliseconds; null when not locked. */
  readonly lockedUntil: number | null;
}

const knownOperator = (found: unknown): KnownOperator | null => {
  if (found === undefined) return null;
  const read = row.parse(found);
  return {
    profile: {
      id: read.id,
      userName: read.user_name,
      displayName: read.display_name,
      cardNumber: read.card_number,
      rights: storedRights.parse(JSON.parse(read.rights)),
      enterprise: {
        name: read.enterprise_name,
        uscc: read.uscc,
        organisationCode: read.organisation_code,
      },
    },
    passwordHash: read.password_hash,
    failedAttempts: read.failed_attempts,
    lockedUntil: read.locked_until,
  };
};

export const findOperator = (store: ReadableStore, userName: string): KnownOperator | null =>
  knownOperator(store.prepare('SELECT * FROM operator WHERE user_name = ?').get(userName));

/**
 * Keeps what the endpoint says of an operator, and the hash for signing in without a network.
 * One card is bound to one operator: it is taken from whoever had it before (rules.md, People).
 */
export const keepOperator = (
  store: WritableStore,
  profile: Omit<OperatorProfile, 'id'>,
  passwordHash: string,
): OperatorProfile => {
  if (profile.cardNumber !== null) {
    store
      .prepare('UPDATE operator SET card_number = NULL WHERE card_number = ? AND user_name <> ?')
      .run(profile.cardNumber, profile.userName);
  }
  store
    .prepare(
      `INSERT INTO operator (user_name, display_name, card_number, rights, enterprise_name, uscc,
         organisation_code, password_hash)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (user_name) DO UPDATE SET display_name = excluded.display_name,
         card_number = excluded.card_number, rights = excluded.rights,
         enterprise_name = excluded.enterprise_name, uscc = excluded.uscc,
         organisation_code = excluded.organisation_code, password_hash = excluded.password_hash`,
    )
    .run(
      profile.userName,
      profile.displayName,
      profile.cardNumber,
      JSON.stringify(profile.rights),
      profile.enterprise.name,
      profile.enterprise.uscc,
      profile.enterprise.organisationCode,
      passwordHash,
    );
  const kept = findOperator(store, profile.userName);
  if (kept === null) throw new Error('an operator just kept is there');
  return kept.profile;
};

/** Writes how often in a row the password was wrong, and until when the operator is locked. */
export const keepAttempts = (
  store: WritableStore,
  userName: string,
  failedAttempts: number,
  lockedUntil: number | null,
): void => {
  store
    .prepare('UPDATE operator SET failed_attempts = ?, locked_until = ? WHERE user_name = ?')
    .run(failedAttempts, lockedUntil, userName);
};

const listedOperator = z.object({ id: z.number(), label: z.string(), name: z.string() });

/** Everyone who has signed in at this desk, by name and by what 操作人员 shows. */
export const listOperators = (store: ReadableStore): z.infer<typeof listedOperator>[] =>
  z.array(listedOperator).parse(
    store
      .prepare(
        `SELECT id, coalesce(card_number, user_name) AS label, display_name AS name
           FROM operator ORDER BY id`,
      )
      .all(),
  );
