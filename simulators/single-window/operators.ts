import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Operator, SignInRequest } from '../../src-shared/contract/endpoint-api.ts';
import type { SampleEnterprise, SampleOperator } from '../sample-world.ts';
import type { Captchas } from './captcha.ts';
import type { EndpointDatabase } from './database.ts';
import { EndpointProblem } from './problems.ts';

const mostWrongTries = 5;
const lockMs = 15 * 60_000;

const hashPassword = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, 32, { N: 16_384, r: 8, p: 1 }, (error, hash) => {
      if (error) reject(error);
      else resolve(hash);
    });
  });

interface OperatorRow {
  user_name: string;
  uscc: string;
  display_name: string;
  card_number: string | null;
  rights: string;
  password_salt: Buffer;
  password_hash: Buffer;
  locked_until: number;
  enterprise_name: string;
  organisation_code: string;
}

const rightsSchema = z.array(z.enum(['clerk', 'signer', 'administrator']));

export interface Operators {
  readonly putEnterprise: (enterprise: SampleEnterprise) => void;
  readonly putOperator: (operator: SampleOperator, uscc: string) => Promise<void>;
  readonly isEmpty: () => boolean;
  /** With a desk's enterprise, only its operators are known. */
  readonly signIn: (request: SignInRequest, uscc: string | null) => Promise<Operator>;
}

export const createOperators = (
  database: EndpointDatabase,
  captchas: Captchas,
  now: () => number,
): Operators => {
  const countEnterprises = database.prepare<[], { count: number }>(
    'SELECT count(*) AS count FROM enterprise',
  );
  const putEnterprise = database.prepare(
    `INSERT INTO enterprise (uscc, name, organisation_code, enrolment_code) VALUES (?, ?, ?, ?)
     ON CONFLICT (uscc) DO UPDATE SET name = excluded.name,
       organisation_code = excluded.organisation_code, enrolment_code = excluded.enrolment_code`,
  );
  const putOperator = database.prepare(
    `INSERT OR REPLACE INTO operator
       (user_name, uscc, display_name, card_number, rights, password_salt, password_hash)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const find = database.prepare<[string], OperatorRow>(
    `SELECT operator.*, enterprise.name AS enterprise_name, enterprise.organisation_code
     FROM operator JOIN enterprise USING (uscc) WHERE user_name = ?`,
  );
  const countWrong = database.prepare<[string], { wrong_tries: number }>(
    'UPDATE operator SET wrong_tries = wrong_tries + 1 WHERE user_name = ? RETURNING wrong_tries',
  );
  const lock = database.prepare(
    'UPDATE operator SET wrong_tries = 0, locked_until = ? WHERE user_name = ?',
  );

  return {
    isEmpty: () => countEnterprises.get()?.count === 0,
    putEnterprise: ({ uscc, name, organisationCode, enrolmentCode }) => {
      putEnterprise.run(uscc, name, organisationCode, enrolmentCode);
    },
    putOperator: async ({ userName, displayName, password, cardNumber, rights }, uscc) => {
      const salt = randomBytes(16);
      const hash = await hashPassword(password, salt);
      putOperator.run(userName, uscc, displayName, cardNumber, JSON.stringify(rights), salt, hash);
    },
    signIn: async ({ userName, password, captchaId, captchaText }, uscc) => {
      if (!captchas.solve(captchaId, captchaText)) throw new EndpointProblem('wrongCaptcha');
      const found = find.get(userName);
      const operator = found && (uscc === null || found.uscc === uscc) ? found : undefined;
      if (operator && operator.locked_until > now()) {
        throw new EndpointProblem('operatorLocked', {}, operator.locked_until);
      }
      // An unknown name takes as long as a wrong password, and says the same.
      const hash = await hashPassword(password, operator?.password_salt ?? Buffer.alloc(16));
      if (!operator) throw new EndpointProblem('wrongPassword');
      if (!timingSafeEqual(hash, operator.password_hash)) {
        const wrongTries = countWrong.get(userName)?.wrong_tries ?? 0;
        if (wrongTries >= mostWrongTries) lock.run(now() + lockMs, userName);
        throw new EndpointProblem('wrongPassword');
      }
      lock.run(0, userName);
      return {
        userName: operator.user_name,
        displayName: operator.display_name,
        cardNumber: operator.card_number,
        rights: rightsSchema.parse(JSON.parse(operator.rights)),
        enterprise: {
          name: operator.enterprise_name,
          uscc: operator.uscc,
          organisationCode: operator.organisation_code,
        },
      };
    },
  };
};
