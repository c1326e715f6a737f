import { failure, success } from '../../src-shared/errors/result.ts';
import type { Result } from '../../src-shared/errors/result.ts';
import { appendAudit } from '../store/audit.ts';
import { keepDesk } from '../store/desks.ts';
import { writeSetting } from '../store/settings.ts';
import { transaction } from '../store/store.ts';
import type { WritableStore } from '../store/store.ts';
import type { EndpointClient } from '../sync/endpoint-client.ts';
import { makeOwn } from './desk-identity.ts';

/** Whether this store may give numbers. */
export type DeskStatus = 'enrolled' | 'notEnrolled' | 'mustEnrolAgain';

/**
 * 本机登记: the endpoint gives a desk number that nobody else has. The receipt feed of the new desk
 * starts at its beginning.
 */
export const enrolDesk = async (
  parts: {
    readonly store: WritableStore;
    readonly storeFile: string;
    readonly endpoint: EndpointClient;
    readonly now: () => number;
  },
  input: {
    readonly uscc: string;
    readonly enrolmentCode: string;
    readonly deskName: string;
  },
): Promise<Result<{ deskNumber: string }>> => {
  const instanceId = crypto.randomUUID();
  const answer = await parts.endpoint.enrol({ ...input, instanceId });
  if (!answer.ok) return failure(answer.error);
  const { deskNumber, token } = answer.value;
  transaction(parts.store, (store) => {
    makeOwn(store, parts.storeFile, instanceId);
    writeSetting(store, 'deskNumber', deskNumber);
    keepDesk(store, deskNumber, token);
    appendAudit(store, { at: parts.now(), action: 'enrol', detail: deskNumber });
  });
  return success({ deskNumber });
};
