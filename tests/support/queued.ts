import { randomUUID } from 'node:crypto';
import type { SavedSheet } from '../../src-shared/contract/schemas.ts';
import type { DeclarationFunction } from '../../src-shared/declaration/sheet.ts';
import { buildPayload } from '../../src-shared/signature/payload.ts';
import { signatureAlgorithm } from '../../src-shared/signature/envelope.ts';
import { lastSequence, noteSubmission } from '../../src-main/store/declarations.ts';
import { transaction } from '../../src-main/store/store.ts';
import { insertSubmission } from '../../src-main/store/submissions.ts';
import type { StoreDesk } from './store-desk.ts';

/**
 * Queues an ADD as 申报 does, or what else is asked, with a signature that fits nothing: for tests
 * that send it nowhere real.
 */
export const queueSubmission = (
  { store, chenmin, clock }: Pick<StoreDesk, 'store' | 'chenmin' | 'clock'>,
  sheet: SavedSheet,
  {
    deskNumber = '00017',
    function: asked = 'ADD',
  }: { readonly deskNumber?: string; readonly function?: DeclarationFunction } = {},
): string => {
  const id = randomUUID();
  const signed = asked === 'MOD' ? sheet.amendment : sheet;
  if (signed === null) throw new Error('the sheet has no draft of a change');
  const payload = buildPayload({
    submissionId: id,
    function: asked,
    deskNumber,
    cardNumber: '2100000000017',
    certificateSerial: '00',
    signedAt: clock.now,
    numbers: sheet,
    enteredAt: sheet.enteredAt,
    enterprise: sheet,
    operator: signed.operator,
    sheet: signed,
  });
  transaction(store, (writable) => {
    insertSubmission(writable, {
      id,
      declarationId: sheet.id,
      declarationVersion: signed.version,
      function: asked,
      deskNumber,
      envelope: { payload, signature: '', certificate: '', algorithm: signatureAlgorithm },
      cardNumber: '2100000000017',
      signerId: chenmin.id,
      signerName: chenmin.displayName,
      signedAt: clock.now,
      queuedAt: clock.now,
    });
    noteSubmission(writable, sheet.id, id, {
      status: asked === 'ADD' ? '0' : sheet.status,
      sequence: lastSequence(writable, sheet.id),
    });
  });
  return id;
};
