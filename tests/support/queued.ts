import { randomUUID } from 'node:crypto';
import type { SavedSheet } from '../../src-shared/contract/schemas.ts';
import { signatureAlgorithm } from '../../src-shared/signature/envelope.ts';
import { lastSequence, noteSubmission } from '../../src-main/store/declarations.ts';
import { transaction } from '../../src-main/store/store.ts';
import { insertSubmission } from '../../src-main/store/submissions.ts';
import type { StoreDesk } from './store-desk.ts';

/** Queues an ADD as 申报 does, with nothing signed: for tests that send it nowhere real. */
export const queueSubmission = (
  { store, chenmin, clock }: Pick<StoreDesk, 'store' | 'chenmin' | 'clock'>,
  sheet: SavedSheet,
  deskNumber = '00017',
): string => {
  const id = randomUUID();
  transaction(store, (writable) => {
    insertSubmission(writable, {
      id,
      declarationId: sheet.id,
      declarationVersion: sheet.version,
      function: 'ADD',
      deskNumber,
      envelope: { payload: '{}', signature: '', certificate: '', algorithm: signatureAlgorithm },
      cardNumber: '2100000000017',
      signerId: chenmin.id,
      signerName: chenmin.displayName,
      signedAt: clock.now,
      queuedAt: clock.now,
    });
    noteSubmission(writable, sheet.id, id, {
      status: '0',
      sequence: lastSequence(writable, sheet.id),
    });
  });
  return id;
};
