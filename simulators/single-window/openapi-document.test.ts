import path from 'node:path';
import { expect, it } from 'vitest';
import { readOperations } from './openapi-document.ts';
import type { Operation } from './openapi-document.ts';

const operations = readOperations(path.resolve('resources/single-window/openapi.yaml'));

const operation = (operationId: string): Operation => {
  const found = operations.find((candidate) => candidate.operationId === operationId);
  if (found === undefined) throw new Error(operationId);
  return found;
};

it('knows who needs the token of a desk', () => {
  const tokens = Object.fromEntries(
    operations.map(({ operationId, token }) => [operationId, token]),
  );
  expect(tokens).toEqual({
    enrolDesk: 'none',
    readClock: 'none',
    createCaptcha: 'none',
    signIn: 'optional',
    submit: 'required',
    findSubmission: 'required',
    findTrip: 'required',
    listDeskSubmissions: 'required',
    listReceipts: 'required',
    listParameterTables: 'none',
    readParameterTable: 'none',
  });
});

it('holds every answer against the contract: status, media type and body', () => {
  const { answerFault } = operation('readClock');
  const serverTime = '2026-11-22T08:00:00.000Z';
  expect(answerFault(200, 'application/json', { serverTime })).toBeNull();
  expect(answerFault(200, 'application/json', { serverTime: '2026-11-22' })).toContain(
    'serverTime',
  );
  expect(answerFault(200, 'application/json', { serverTime, more: 1 })).toContain('additional');
  expect(answerFault(200, 'text/html', { serverTime })).toContain('text/html');
  expect(answerFault(404, 'application/problem+json', {})).toContain('404');
  expect(operation('readParameterTable').answerFault(304, null, undefined)).toBeNull();
});

it('makes numbers of query text, with defaults, and never of a body', () => {
  const query: Record<string, unknown> = { after: '7' };
  const parts = { path: {}, query, header: {}, body: undefined };
  expect(operation('listReceipts').requestFault(parts)).toBeNull();
  expect(query).toEqual({ after: 7, limit: 100 });

  const body = { uscc: '1', enrolmentCode: '1', deskName: 1, instanceId: '1' };
  expect(operation('enrolDesk').requestFault({ path: {}, query: {}, header: {}, body })).toContain(
    'deskName',
  );
});

it('refuses a query parameter that nobody knows', () => {
  const parts = { path: {}, query: { befor: '1' }, header: {}, body: undefined };
  expect(operation('listReceipts').requestFault(parts)).toContain('additional');
});
