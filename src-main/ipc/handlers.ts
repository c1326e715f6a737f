import type { ChannelInput, ProgramEvent } from '../../src-shared/contract/channels.ts';
import { queryFault } from '../../src-shared/contract/query-faults.ts';
import type {
  OperatorProfile,
  ProgramState,
  QueryConditions,
} from '../../src-shared/contract/schemas.ts';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import { failure, success } from '../../src-shared/errors/result.ts';
import type { Result } from '../../src-shared/errors/result.ts';
import type { CodeTables } from '../../src-shared/parameters/table-names.ts';
import { discardAmendment, saveAmendment } from '../declarations/amend.ts';
import { previewBatch } from '../declarations/batch.ts';
import type { RunningBatches } from '../declarations/batch-steps.ts';
import type { Declaring } from '../declarations/declare.ts';
import { deleteSheet } from '../declarations/delete.ts';
import { findOthers } from '../declarations/other-sheets.ts';
import { releaseSubmission, takeBackSubmission } from '../declarations/outbox.ts';
import { saveSheet } from '../declarations/save.ts';
import { enrolDesk } from '../desk/desk.ts';
import type { DeskStatus } from '../desk/desk.ts';
import type { ExcelService } from '../excel/excel-service.ts';
import { signIn } from '../operators/sign-in.ts';
import type { PrintService } from '../reports/print/print-service.ts';
import { saveTable } from '../reports/save-table.ts';
import type { ChooseFile } from '../reports/save-table.ts';
import type { StatisticsReader } from '../reports/statistics/statistics-reader.ts';
import type { QueryReader } from '../query/query-reader.ts';
import { appendAudit } from '../store/audit.ts';
import { rebuildSummary } from '../store/daily-summary.ts';
import { findSheet } from '../store/declarations.ts';
import { listOperators } from '../store/operators.ts';
import { earlierValues, lastHeadOf, lastHeadWith } from '../store/earlier-values.ts';
import {
  readEntryDefaults,
  readLockedFields,
  writeEntryDefaults,
  writeLockedFields,
} from '../store/preferences.ts';
import { keepDeskView, readDeskView } from '../store/desk-view.ts';
import { receiptsOf } from '../store/receipts.ts';
import { transaction } from '../store/store.ts';
import type { WritableStore } from '../store/store.ts';
import { submissionsOf } from '../store/submissions.ts';
import { discardWorkingCopy, keepWorkingCopy, listWorkingCopies } from '../store/working-copies.ts';
import type { EndpointClient } from '../sync/endpoint-client.ts';
import type { Synchroniser } from '../sync/synchroniser.ts';
import {
  deleteTemplate,
  keepTemplate,
  nameTemplate,
  templateContent,
  templateList,
} from '../templates/templates.ts';
import type { TemplateParts } from '../templates/templates.ts';
import { excelHandlers } from './excel-handlers.ts';
import { printHandlers } from './print-handlers.ts';
import type { Handlers } from './register-channels.ts';

/** What needs the store; absent where it could not be opened. */
export interface StoreServices {
  readonly store: WritableStore;
  readonly storeFile: string;
  readonly declaring: Declaring;
  readonly batches: RunningBatches;
  readonly synchroniser: Synchroniser;
  readonly excel: ExcelService;
  readonly print: PrintService;
  readonly statistics: StatisticsReader;
  readonly queryReader: QueryReader;
}

/** What the handlers call; put together in `main.ts`. */
export interface Services {
  readonly tables: CodeTables;
  readonly endpoint: EndpointClient;
  /** The failure says why there is no store: typing goes on, saving is answered with it. */
  readonly stored: Result<StoreServices>;
  readonly operator: () => OperatorProfile | null;
  readonly changeOperator: (operator: OperatorProfile | null) => void;
  readonly desk: () => DeskStatus;
  readonly changeDesk: (desk: DeskStatus) => void;
  /** UTC milliseconds, corrected by the endpoint's clock. */
  readonly now: () => number;
  /** What the endpoint confirmed before this moment and no word came since is 超时未回执. */
  readonly unansweredBefore: () => number;
  readonly state: () => ProgramState;
  readonly chooseFile: ChooseFile;
  readonly emit: (event: ProgramEvent) => void;
}

type Answer<Value> = Result<Value> | Promise<Result<Value>>;

const done = success(null);

/** Answers what the conditions ask, unless they can't be asked. */
const ifAskable = async <Value>(
  conditions: QueryConditions,
  answer: () => Promise<Value>,
): Promise<Result<Value>> => {
  const fault = queryFault(conditions);
  return fault === null ? success(await answer()) : failure(failureOf(fault));
};

/** A sign-in where there is no store: the endpoint alone answers, nothing is kept. */
const signInWithoutStore = async (
  services: Services,
  input: ChannelInput<'session.signIn'>,
): Promise<Result<OperatorProfile>> => {
  const { userName, password, captchaId, captchaText } = input;
  if (captchaId === null) return failure(failureOf('session.unknownOffline'));
  const answer = await services.endpoint.signIn({
    userName,
    password,
    captchaId,
    captchaText: captchaText ?? '',
  });
  return answer.ok ? success({ ...answer.value, id: 0 }) : answer;
};

const templateParts = (
  { store }: StoreServices,
  operator: OperatorProfile,
  { now }: Services,
): TemplateParts => ({ store, operator, now });

/** The handlers of the whole contract. They wait for the services, which are up after the window. */
export const createHandlers = (ready: Promise<Services>): Handlers => {
  const open =
    <Input, Value>(work: (services: Services, input: Input) => Answer<Value>) =>
    async (input: Input): Promise<Result<Value>> =>
      work(await ready, input);

  const withStore = <Input, Value>(
    work: (stored: StoreServices, input: Input, services: Services) => Answer<Value>,
  ): ((input: Input) => Promise<Result<Value>>) =>
    open((services, input: Input) =>
      services.stored.ok ? work(services.stored.value, input, services) : services.stored,
    );

  const signedIn = <Input, Value>(
    work: (
      stored: StoreServices,
      input: Input,
      operator: OperatorProfile,
      services: Services,
    ) => Answer<Value>,
  ): ((input: Input) => Promise<Result<Value>>) =>
    withStore((stored, input: Input, services) => {
      const operator = services.operator();
      return operator === null
        ? failure(failureOf('session.signedOut'))
        : work(stored, input, operator, services);
    });

  const changed = (services: Services, ids: readonly number[]): void => {
    services.emit({ type: 'declarationsChanged', ids: [...ids] });
  };

  return {
    'program.state': open((services) => success(services.state())),
    'parameters.tables': open((services) => success(services.tables)),

    'session.captcha': open(async (services) => {
      const answer = await services.endpoint.captcha();
      if (answer.ok) {
        const { captchaId, image } = answer.value;
        return success({ captchaId, image });
      }
      const { kind } = answer.error;
      return kind === 'endpoint.unreachable' || kind === 'endpoint.badAnswer'
        ? success(null)
        : answer;
    }),
    'session.signIn': open(async (services, input: ChannelInput<'session.signIn'>) => {
      const answer = services.stored.ok
        ? await signIn(
            {
              store: services.stored.value.store,
              endpoint: services.endpoint,
              now: Date.now,
            },
            input,
          )
        : await signInWithoutStore(services, input);
      if (!answer.ok) return answer;
      // A card taken for the operator before is given back, and no file is left half read.
      if (services.stored.ok) {
        await services.stored.value.declaring.cancelAll();
        await services.stored.value.excel.endAll();
        services.stored.value.print.endAll();
      }
      services.changeOperator(answer.value);
      return answer;
    }),
    'session.signOut': open(async (services) => {
      const operator = services.operator();
      if (services.stored.ok && operator !== null) {
        const { store, declaring, excel, print } = services.stored.value;
        await declaring.cancelAll();
        await excel.endAll();
        print.endAll();
        transaction(store, (writable) => {
          appendAudit(writable, { at: Date.now(), action: 'signOut', operatorId: operator.id });
        });
      }
      services.changeOperator(null);
      return done;
    }),

    'desk.enrol': withStore(async (stored, input: ChannelInput<'desk.enrol'>, services) => {
      const answer = await enrolDesk(
        {
          store: stored.store,
          storeFile: stored.storeFile,
          endpoint: services.endpoint,
          now: services.now,
        },
        input,
      );
      if (answer.ok) {
        services.changeDesk('enrolled');
        stored.synchroniser.sendNow();
      }
      return answer;
    }),

    'view.read': withStore(({ store }, _input: undefined, services) =>
      success(readDeskView(store, services.operator()?.id ?? null)),
    ),
    'view.keep': signedIn(({ store }, input: ChannelInput<'view.keep'>, operator) => {
      transaction(store, (writable) => {
        keepDeskView(writable, operator.id, input);
      });
      return done;
    }),

    'workingCopy.list': signedIn(({ store }, _input: undefined, operator) =>
      success(listWorkingCopies(store, operator.id)),
    ),
    'workingCopy.keep': signedIn(
      ({ store }, input: ChannelInput<'workingCopy.keep'>, operator, services) =>
        transaction(store, (writable) =>
          keepWorkingCopy(writable, operator.id, input, services.now()),
        )
          ? done
          : failure(failureOf('sheet.openElsewhere')),
    ),
    'workingCopy.discard': signedIn(
      ({ store }, { id }: ChannelInput<'workingCopy.discard'>, operator) => {
        transaction(store, (writable) => {
          discardWorkingCopy(writable, operator.id, id);
        });
        return done;
      },
    ),

    'declaration.save': signedIn(
      ({ store }, input: ChannelInput<'declaration.save'>, operator, services) => {
        const { tables, now } = services;
        const answer = saveSheet({ store, tables, operator, desk: services.desk(), now }, input);
        if (answer.ok) changed(services, [answer.value.sheet.id]);
        return answer;
      },
    ),
    'declaration.get': signedIn(({ store }, { id }: ChannelInput<'declaration.get'>) => {
      const sheet = findSheet(store, id);
      return sheet === null ? failure(failureOf('sheet.notFound')) : success(sheet);
    }),
    'declaration.findOthers': signedIn(
      ({ store }, { id, sheet }: ChannelInput<'declaration.findOthers'>) =>
        success([...findOthers(store, sheet, id)]),
    ),
    'declaration.delete': signedIn(
      ({ store }, input: ChannelInput<'declaration.delete'>, operator, services) => {
        const answer = deleteSheet({ store, operator, now: services.now }, input);
        if (answer.ok) changed(services, [input.id]);
        return answer;
      },
    ),
    'declaration.query': signedIn(
      ({ queryReader }, { sort, ...question }: ChannelInput<'declaration.query'>) =>
        ifAskable(question.conditions, () =>
          queryReader.page({ ...question, sort: sort ?? 'newest' }),
        ),
    ),
    'declaration.count': signedIn(
      ({ queryReader }, { conditions }: ChannelInput<'declaration.count'>) =>
        ifAskable(conditions, () => queryReader.count(conditions)),
    ),
    'declaration.facts': signedIn(
      ({ queryReader }, { choice }: ChannelInput<'declaration.facts'>) =>
        ifAskable(choice.kind === 'matching' ? choice.conditions : {}, () =>
          queryReader.facts(choice),
        ),
    ),
    'declaration.operators': signedIn(({ store }) => success(listOperators(store))),
    'declaration.receipts': signedIn(({ store }, { id }: ChannelInput<'declaration.receipts'>) =>
      findSheet(store, id) === null
        ? failure(failureOf('sheet.notFound'))
        : success({
            receipts: receiptsOf(store, id),
            submissions: submissionsOf(store, id).map(
              ({ envelope: _envelope, attempts: _attempts, ...submission }) => submission,
            ),
          }),
    ),

    'amendment.save': signedIn(
      ({ store }, input: ChannelInput<'amendment.save'>, operator, services) => {
        const { tables, now } = services;
        const answer = saveAmendment({ store, tables, operator, now }, input);
        if (answer.ok) changed(services, [answer.value.sheet.id]);
        return answer;
      },
    ),
    'amendment.discard': signedIn(
      ({ store }, input: ChannelInput<'amendment.discard'>, operator, services) => {
        const answer = discardAmendment({ store, operator, now: services.now }, input);
        if (answer.ok) changed(services, [answer.value.id]);
        return answer;
      },
    ),
    'trouble.list': signedIn(
      async ({ queryReader }, question: ChannelInput<'trouble.list'>, _operator, services) =>
        success(await queryReader.troubles(question, services.unansweredBefore())),
    ),

    'template.list': signedIn((stored, _input: undefined, operator, services) =>
      success(templateList(templateParts(stored, operator, services))),
    ),
    'template.get': signedIn((stored, { id }: ChannelInput<'template.get'>, operator, services) => {
      const answer = templateContent(templateParts(stored, operator, services), id);
      if (!answer.ok) return answer;
      return success({ head: answer.value.head, items: [...answer.value.items] });
    }),
    'template.keep': signedIn((stored, input: ChannelInput<'template.keep'>, operator, services) =>
      keepTemplate(templateParts(stored, operator, services), input),
    ),
    'template.rename': signedIn(
      (stored, input: ChannelInput<'template.rename'>, operator, services) =>
        nameTemplate(templateParts(stored, operator, services), input),
    ),
    'template.delete': signedIn(
      (stored, { id }: ChannelInput<'template.delete'>, operator, services) =>
        deleteTemplate(templateParts(stored, operator, services), id),
    ),

    'reuse.kept': signedIn(({ store }, _input: undefined, operator) =>
      success({
        locked: [...readLockedFields(store, operator.id)],
        lastHead: lastHeadOf(store, operator.id),
        defaults: readEntryDefaults(store, operator.id),
      }),
    ),
    'reuse.keepDefaults': signedIn(
      ({ store }, defaults: ChannelInput<'reuse.keepDefaults'>, operator) => {
        transaction(store, (writable) => {
          writeEntryDefaults(writable, operator.id, defaults);
        });
        return done;
      },
    ),
    'reuse.lock': signedIn(({ store }, { locked }: ChannelInput<'reuse.lock'>, operator) => {
      transaction(store, (writable) => {
        writeLockedFields(writable, operator.id, locked);
      });
      return done;
    }),
    'reuse.earlierValues': signedIn(
      ({ store }, { field, beginning }: ChannelInput<'reuse.earlierValues'>) =>
        success(earlierValues(store, field, beginning)),
    ),
    'reuse.lastOfMedium': signedIn(
      ({ store }, { mediumType, mediumId, exceptId }: ChannelInput<'reuse.lastOfMedium'>) =>
        success(lastHeadWith(store, mediumType, mediumId, exceptId ?? 0)),
    ),

    'declaring.begin': signedIn(({ declaring }, input: ChannelInput<'declaring.begin'>) =>
      declaring.begin(input),
    ),
    'declaring.sign': signedIn(({ declaring }, input: ChannelInput<'declaring.sign'>) =>
      declaring.sign(input),
    ),
    'declaring.cancel': signedIn(
      async ({ declaring }, { sessionId }: ChannelInput<'declaring.cancel'>) => {
        await declaring.cancel(sessionId);
        return done;
      },
    ),

    'batch.preview': signedIn(
      ({ store }, { action, choice }: ChannelInput<'batch.preview'>, operator, { tables }) =>
        previewBatch({ store, tables, operator }, action, choice),
    ),
    'batch.delete': signedIn(
      async (
        { store, batches },
        { batchId, sheets }: ChannelInput<'batch.delete'>,
        operator,
        services,
      ) => {
        const outcome = await batches.run(batchId, sheets, (sheetAt) =>
          services.operator()?.id === operator.id
            ? deleteSheet({ store, operator, now: services.now }, sheetAt)
            : failure(failureOf('session.signedOut')),
        );
        changed(services, outcome.done);
        return success(outcome);
      },
    ),
    'batch.stop': signedIn(({ batches }, { batchId }: ChannelInput<'batch.stop'>) => {
      batches.stop(batchId);
      return done;
    }),

    'statistics.read': signedIn(async ({ statistics }, input: ChannelInput<'statistics.read'>) =>
      success(await statistics.read(input)),
    ),
    'statistics.exact': signedIn(async ({ statistics }, input: ChannelInput<'statistics.exact'>) =>
      success(await statistics.exact(input)),
    ),
    'statistics.rebuild': signedIn(({ store }, _input: undefined, operator) => {
      if (!operator.rights.includes('administrator')) {
        return failure(failureOf('session.notAllowed', { action: '重建统计汇总' }));
      }
      rebuildSummary(store);
      return done;
    }),
    'table.save': signedIn(
      ({ statistics }, { table, format }: ChannelInput<'table.save'>, _operator, services) =>
        saveTable(services.chooseFile, statistics.writeTable, table, format),
    ),

    'outbox.takeBack': signedIn(
      ({ store }, { submissionId }: ChannelInput<'outbox.takeBack'>, operator, services) => {
        const answer = takeBackSubmission({ store, operator, now: services.now }, submissionId);
        if (!answer.ok) return answer;
        changed(services, [answer.value]);
        return done;
      },
    ),
    'outbox.release': signedIn(
      (
        { store, synchroniser },
        { submissionId }: ChannelInput<'outbox.release'>,
        operator,
        services,
      ) => {
        const answer = releaseSubmission({ store, operator, now: services.now }, submissionId);
        if (!answer.ok) return answer;
        changed(services, [answer.value]);
        synchroniser.wake();
        return done;
      },
    ),
    'outbox.sendNow': signedIn(({ synchroniser }) => {
      synchroniser.sendNow();
      return done;
    }),

    ...excelHandlers(signedIn),
    ...printHandlers(signedIn),
  };
};
