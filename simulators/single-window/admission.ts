import { createHash } from 'node:crypto';
import type { Acknowledgement, Envelope } from '../../src-shared/contract/endpoint-api.ts';
import type { DeclarationFunction } from '../../src-shared/declaration/sheet.ts';
import { isStatusCode, statuses } from '../../src-shared/declaration/status.ts';
import type { Customs } from './customs.ts';
import type { Desk } from './desks.ts';
import type { Ledger, SubmissionRecord, TripRecord } from './ledger.ts';
import type { Payload } from './payload-schema.ts';
import { EndpointProblem } from './problems.ts';
import type { VerifyEnvelope } from './verification.ts';

/** Taking a submission in: once, and only where its sheet allows it (rules.md, Life 13). */

const actions: Readonly<Record<DeclarationFunction, string>> = {
  ADD: '申报',
  MOD: '变更',
  DEL: '删单',
};

const statusLabel = (status: string): string =>
  isStatusCode(status) ? statuses[status].label : status;

const endedWithoutEffect: readonly string[] = ['rejected', 'sendFailed'];

const refuseAdd = (trip: TripRecord, submissions: readonly SubmissionRecord[]): void => {
  const last = submissions.at(-1);
  if (last?.function === 'ADD' && endedWithoutEffect.includes(last.state)) return;
  throw new EndpointProblem('alreadyDeclared', {
    tripNo: trip.trip_no,
    status: trip.withdrawn ? '已删单' : statusLabel(trip.status),
  });
};

/** What forbids a MOD or DEL, by the sheet's status; an accepted or unlocked one forbids nothing. */
const changeRefusals: Readonly<Record<string, 'nothingAccepted' | 'sheetLocked' | 'sheetClosed'>> =
  {
    '0': 'nothingAccepted',
    '1': 'nothingAccepted',
    '2': 'nothingAccepted',
    '20': 'nothingAccepted',
    FF: 'nothingAccepted',
    '41': 'sheetLocked',
    '40': 'sheetClosed',
    '43': 'sheetClosed',
    '50': 'sheetClosed',
  };

const refuseChange = (
  payload: Payload,
  trip: TripRecord | null,
  submissions: readonly SubmissionRecord[],
): void => {
  const details = {
    tripNo: payload.SureId,
    action: actions[payload.FunctionCode],
    status: statusLabel(trip?.status ?? ''),
  };
  if (trip === null || trip.withdrawn) throw new EndpointProblem('nothingAccepted', details);
  const refusal = changeRefusals[trip.status];
  if (refusal !== undefined) throw new EndpointProblem(refusal, details);
  if (submissions.some(({ state }) => state === 'confirmed')) {
    throw new EndpointProblem('requestUnderWay', details);
  }
};

const digestOf = ({ payload, signature, certificate, algorithm }: Envelope): string =>
  createHash('sha256')
    .update(JSON.stringify([payload, signature, certificate, algorithm]))
    .digest('hex');

export interface Admission {
  /** Whether it was applied now or before, and what it is answered with: the same both times. */
  readonly submit: (
    envelope: Envelope,
    idempotencyKey: string,
    desk: Desk,
  ) => { readonly applied: 'now' | 'before'; readonly acknowledgement: Acknowledgement };
}

export const createAdmission = (
  ledger: Ledger,
  customs: Customs,
  verify: VerifyEnvelope,
  now: () => number,
): Admission => {
  const acknowledgementOf = (submission: SubmissionRecord): Acknowledgement => {
    const receipt = ledger.receiptsOfSubmission(submission.id)[0];
    if (receipt === undefined) throw new Error('A submission without its first receipt');
    return {
      submissionId: submission.id,
      receivedAt: new Date(submission.received_at).toISOString(),
      receipt,
    };
  };

  /** What the same id was answered with before; refuses the id for another body. */
  const replay = (id: string, digest: string, desk: Desk): Acknowledgement | null => {
    const earlier = ledger.findSubmission(id);
    if (earlier === null) return null;
    if (earlier.envelope_digest !== digest || earlier.uscc !== desk.uscc) {
      throw new EndpointProblem('idempotencyMismatch');
    }
    return acknowledgementOf(earlier);
  };

  const admit = (envelope: Envelope, payload: Payload, digest: string, desk: Desk): void => {
    const trip = ledger.findTrip(payload.SureId);
    const submissions = trip === null ? [] : ledger.submissionsOfTrip(trip.trip_no);
    if (trip !== null && trip.uscc !== desk.uscc) throw new EndpointProblem('enterpriseMismatch');
    if (payload.FunctionCode === 'ADD') {
      if (trip !== null) refuseAdd(trip, submissions);
      ledger.beginTrip(payload.SureId, desk.uscc);
    } else {
      refuseChange(payload, trip, submissions);
    }
    const at = now();
    ledger.addSubmission(
      {
        id: payload.submissionId,
        desk: desk.number,
        tripNo: payload.SureId,
        function: payload.FunctionCode,
        payload: envelope.payload,
        signature: envelope.signature,
        certificate: envelope.certificate,
        envelopeDigest: digest,
      },
      at,
    );
    ledger.issueReceipt(payload.submissionId, '1', statuses['1'].label, at);
    customs.receive(payload.submissionId, payload.SureId, at);
  };

  return {
    submit: (envelope, idempotencyKey, desk) => {
      const digest = digestOf(envelope);
      // An earlier answer stands even when the certificate has expired since.
      const settled = replay(idempotencyKey, digest, desk);
      if (settled !== null) return { applied: 'before', acknowledgement: settled };
      const payload = verify(envelope, idempotencyKey, desk, now());
      const answer = ledger.transaction(() => {
        // Looked up again inside: nothing else may have applied it since.
        const meanwhile = replay(payload.submissionId, digest, desk);
        if (meanwhile !== null) return { applied: 'before', acknowledgement: meanwhile } as const;
        admit(envelope, payload, digest, desk);
        const applied = ledger.findSubmission(payload.submissionId);
        if (applied === null) throw new Error('The submission was not written');
        return { applied: 'now', acknowledgement: acknowledgementOf(applied) } as const;
      });
      customs.wake();
      return answer;
    },
  };
};
