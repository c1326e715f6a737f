import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Enrolment, EnrolmentRequest } from '../../src-shared/contract/endpoint-api.ts';
import type { EndpointDatabase } from './database.ts';
import { EndpointProblem } from './problems.ts';

export interface Desk {
  readonly number: number;
  /** The number as it stands in payloads. */
  readonly deskNumber: string;
  readonly uscc: string;
  readonly organisationCode: string;
}

export interface Desks {
  readonly enrol: (request: EnrolmentRequest) => Enrolment;
  /** The desk whose token an Authorization header carries; null without one. */
  readonly find: (authorization: string | undefined) => Desk | null;
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const sameText = (one: string, other: string): boolean =>
  timingSafeEqual(Buffer.from(digestOf(one)), Buffer.from(digestOf(other)));

const deskNumberOf = (number: number): string => String(number).padStart(5, '0');

export const createDesks = (database: EndpointDatabase, now: () => number): Desks => {
  const enrolmentCode = database.prepare<[string], { enrolment_code: string }>(
    'SELECT enrolment_code FROM enterprise WHERE uscc = ?',
  );
  const insert = database.prepare(
    `INSERT INTO desk (token_digest, uscc, name, instance_id, enrolled_at) VALUES (?, ?, ?, ?, ?)`,
  );
  const find = database.prepare<
    [string],
    { number: number; uscc: string; organisation_code: string }
  >(
    `SELECT desk.number, desk.uscc, enterprise.organisation_code
     FROM desk JOIN enterprise USING (uscc) WHERE token_digest = ?`,
  );
  return {
    enrol: ({ uscc, enrolmentCode: code, deskName, instanceId }) => {
      const expected = enrolmentCode.get(uscc.trim().toUpperCase());
      if (!expected || !sameText(code.trim(), expected.enrolment_code)) {
        throw new EndpointProblem('wrongEnrolmentCode');
      }
      const token = randomBytes(32).toString('base64url');
      const enrolledAt = now();
      const { lastInsertRowid } = insert.run(
        digestOf(token),
        uscc.trim().toUpperCase(),
        deskName,
        instanceId,
        enrolledAt,
      );
      return {
        deskNumber: deskNumberOf(Number(lastInsertRowid)),
        token,
        serverTime: new Date(enrolledAt).toISOString(),
      };
    },
    find: (authorization) => {
      const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
      const row = token === undefined ? undefined : find.get(digestOf(token));
      return row
        ? {
            number: row.number,
            deskNumber: deskNumberOf(row.number),
            uscc: row.uscc,
            organisationCode: row.organisation_code,
          }
        : null;
    },
  };
};
