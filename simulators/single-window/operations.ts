import type { Admission } from './admission.ts';
import type { Captchas } from './captcha.ts';
import type { Desk, Desks } from './desks.ts';
import { deskSubmissionOf, summaryOf } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import type { Misbehaviour } from './misbehaviour.ts';
import type { Operators } from './operators.ts';
import type { ParameterTableFolder } from './parameter-tables.ts';
import { EndpointProblem } from './problems.ts';
import type { OperationHandlers } from './routes.ts';

/** What each operation of the contract does. */

export interface Services {
  readonly now: () => number;
  readonly desks: Desks;
  readonly captchas: Captchas;
  readonly operators: Operators;
  readonly admission: Admission;
  readonly ledger: Ledger;
  readonly parameterTables: ParameterTableFolder;
  readonly misbehaviour: Misbehaviour;
}

/** The wrapper lets no request without a desk through to an operation that requires one. */
const enrolled = (desk: Desk | null): Desk => {
  if (desk === null) throw new EndpointProblem('unknownDesk');
  return desk;
};

const pageOf = (query: { readonly after?: number; readonly limit?: number } | undefined) => ({
  after: query?.after ?? 0,
  limit: query?.limit ?? 100,
});

export const createOperations = (services: Services): OperationHandlers => {
  const { ledger } = services;
  return {
    enrolDesk: ({ body }) => ({ status: 201, body: services.desks.enrol(body) }),
    readClock: () => ({
      status: 200,
      body: { serverTime: new Date(services.now()).toISOString() },
    }),
    createCaptcha: () => ({ status: 200, body: services.captchas.create() }),
    signIn: async ({ body, desk }) => ({
      status: 200,
      body: await services.operators.signIn(body, desk?.uscc ?? null),
    }),
    submit: ({ body, headers, desk }) => {
      const { applied, acknowledgement } = services.admission.submit(
        body,
        String(headers['idempotency-key']),
        enrolled(desk),
      );
      return { status: applied === 'now' ? 202 : 200, body: acknowledgement };
    },
    findSubmission: ({ path, desk }) => {
      const submission = ledger.findSubmission(path.submissionId);
      if (submission === null || submission.uscc !== enrolled(desk).uscc) {
        throw new EndpointProblem('unknownSubmission');
      }
      return {
        status: 200,
        body: {
          ...summaryOf(submission),
          receipts: ledger.receiptsOfSubmission(submission.id),
        },
      };
    },
    findTrip: ({ path, desk }) => {
      const trip = ledger.findTrip(path.tripNo);
      if (trip === null || trip.uscc !== enrolled(desk).uscc) {
        throw new EndpointProblem('unknownTrip');
      }
      return {
        status: 200,
        body: {
          tripNo: trip.trip_no,
          status: trip.status,
          withdrawn: trip.withdrawn === 1,
          submissions: ledger.submissionsOfTrip(trip.trip_no).map(summaryOf),
          receipts: ledger.receiptsOfTrip(trip.trip_no),
        },
      };
    },
    listDeskSubmissions: ({ query, desk }) => {
      const page = pageOf(query);
      const rows = ledger.submissionsOfDesk(enrolled(desk).number, page);
      return {
        status: 200,
        body: {
          submissions: rows.map(deskSubmissionOf),
          nextCursor: rows.at(-1)?.desk_cursor ?? page.after,
        },
      };
    },
    listReceipts: ({ query, desk }) => {
      const page = pageOf(query);
      const receipts = ledger.receiptsOfDesk(enrolled(desk).number, page);
      return {
        status: 200,
        body: {
          receipts: services.misbehaviour.feedPage('/receipts', receipts),
          nextCursor: receipts.at(-1)?.number ?? page.after,
        },
      };
    },
    listParameterTables: () => ({ status: 200, body: services.parameterTables.list() }),
    readParameterTable: ({ path, headers }) => {
      const { table, etag } = services.parameterTables.read(path.table);
      const atHand = (headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim());
      return atHand.includes(etag)
        ? { status: 304, headers: { etag } }
        : { status: 200, headers: { etag }, body: table };
    },
  };
};
