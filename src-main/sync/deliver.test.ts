import { expect, it } from 'vitest';
import { queueSubmission } from '../../tests/support/queued.ts';
import { roadExport } from '../../tests/support/sample-sheets.ts';
import { storeDesk } from '../../tests/support/store-desk.ts';
import { findSubmission, nextToSend } from '../store/submissions.ts';
import { deliver } from './deliver.ts';
import { createEndpointClient } from './endpoint-client.ts';

it('never asks without end for a submission that the endpoint has without a receipt', async () => {
  const desk = await storeDesk();
  const sheet = desk.saved(roadExport);
  const id = queueSubmission(desk, sheet);
  desk.store.exec(`UPDATE submission SET state = 'sending', attempts = 1`);
  const submission = findSubmission(desk.store, id);
  if (submission === null) throw new Error('nothing was queued');
  const answer = {
    submissionId: id,
    tripNo: sheet.tripNo,
    function: 'ADD',
    state: 'confirmed',
    receivedAt: new Date(desk.clock.now).toISOString(),
    receipts: [],
  };
  const delivery = await deliver(
    {
      store: desk.store,
      endpoint: createEndpointClient(() => Promise.resolve(Response.json(answer)), ''),
      token: 'token',
      now: () => desk.clock.now,
      random: () => 0,
      parkAfterMilliseconds: 1,
    },
    submission,
    sheet.tripNo,
  );
  expect(delivery).toEqual({ type: 'delivered', effects: [] });
  expect(findSubmission(desk.store, id)?.state).toBe('confirmed');
  expect(nextToSend(desk.store, desk.clock.now + 1_000_000_000)).toBeNull();
});
