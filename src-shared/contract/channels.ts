import { z } from 'zod';
import { headFields } from '../declaration/fields.ts';
import type { HeadFieldKey } from '../declaration/fields.ts';
import { textReaches } from '../declaration/query-words.ts';
import { recalledFields, weightFields } from '../declaration/reuse.ts';
import { batchActions, batchOutcomeSchema, batchPreviewSchema, mostSheets } from './batch.ts';
import { deskViewSchema } from './desk-view.ts';
import {
  exportedSchema,
  exportOrderSchema,
  importedIndexes,
  importedSheetSchema,
  importSummarySchema,
  mostImportedSheets,
  mostPreviewedSheets,
} from './excel.ts';
import {
  mostCopies,
  printedSchema,
  printerSchema,
  printOrderSchema,
  printPreviewSchema,
} from './print.ts';
import {
  cardStateSchema,
  chosenFactsSchema,
  codeTablesSchema,
  endpointStateSchema,
  entryDefaultsSchema,
  findingSchema,
  headSchema,
  operatorSchema,
  programStateSchema,
  queryConditionsSchema,
  receiptSchema,
  savedSheetSchema,
  sheetKeySchema,
  sheetChoiceSchema,
  sheetRowSchema,
  sheetSchema,
  sheetSortSchema,
  submissionViewSchema,
  templateRowSchema,
  workingCopySchema,
} from './schemas.ts';
import { exactStatisticsSchema, statisticsInputSchema, statisticsSchema } from './statistics.ts';
import { tableFormats, tableSchema } from './table-file.ts';
import { troublePageSchema, troubleQuestionSchema } from './troubles.ts';

/**
 * The contract between the window and the main process: every channel with the schema of its input
 * and of its value. Both sides derive their types from it; a new channel is one entry here and one
 * handler in `src-main/ipc/handlers.ts`. Every call answers a `Result`.
 */

const nothing = z.undefined();
const done = z.null();
const templateName = z.string().trim().min(1).max(40);
const headFieldKeys = headFields.map(({ key }) => key) as [HeadFieldKey, ...HeadFieldKey[]];
const sheetAt = z.strictObject({ id: z.number().int(), version: z.number().int() });
/** What 暂存 takes from a form. */
const typedSheet = {
  sheet: sheetSchema,
  /** Keys of the warnings that the clerk has confirmed. */
  confirmedWarnings: z.array(z.string().max(400)).max(500),
  /** Weights that came with a known vehicle and were not typed since; none where it is absent. */
  recalledWeights: z.array(z.enum(weightFields)).max(weightFields.length).exactOptional(),
  /** The working copy that this save settles, deleted in the same transaction. */
  workingCopyId: z.uuid().nullable(),
};
/** What is declared of a saved sheet: itself (ADD where nothing is said), or the draft of a change. */
const requestSchema = z.union([
  sheetAt.extend({ function: z.enum(['ADD', 'DEL']).exactOptional() }),
  sheetAt.extend({ function: z.literal('MOD'), draftVersion: z.number().int() }),
]);
/** Null where the accepted sheet has no draft of a change yet. */
const draftVersion = z.number().int().nullable();

export const channels = {
  'program.state': { input: nothing, value: programStateSchema },
  'parameters.tables': { input: nothing, value: codeTablesSchema },

  'session.captcha': {
    input: nothing,
    /** `image` is a data: URL; null where the endpoint can't be reached and none is asked for. */
    value: z.object({ captchaId: z.string(), image: z.string() }).nullable(),
  },
  'session.signIn': {
    input: z.strictObject({
      userName: z.string().min(1).max(64),
      password: z.string().min(1).max(128),
      captchaId: z.string().max(64).nullable(),
      captchaText: z.string().max(16).nullable(),
    }),
    value: operatorSchema,
  },
  'session.signOut': { input: nothing, value: done },

  'desk.enrol': {
    input: z.strictObject({
      uscc: z.string().max(18),
      enrolmentCode: z.string().min(1).max(64),
      deskName: z.string().max(64),
    }),
    value: z.object({ deskNumber: z.string() }),
  },

  /** Signed in: the operator's own; before that only how the window looked last. */
  'view.read': { input: nothing, value: deskViewSchema },
  'view.keep': { input: deskViewSchema, value: done },

  'workingCopy.list': { input: nothing, value: z.array(workingCopySchema) },
  'workingCopy.keep': { input: workingCopySchema, value: done },
  'workingCopy.discard': { input: z.strictObject({ id: z.uuid() }), value: done },

  'declaration.save': {
    input: z.strictObject({
      /** Null for a new sheet. */
      declaration: sheetAt.nullable(),
      ...typedSheet,
    }),
    value: z.object({ sheet: savedSheetSchema, findings: z.array(findingSchema) }),
  },
  'declaration.get': { input: z.strictObject({ id: z.number().int() }), value: savedSheetSchema },
  /** Findings that need the store: other open sheets with the same medium or container. */
  'declaration.findOthers': {
    input: z.strictObject({ id: z.number().int().nullable(), sheet: sheetSchema }),
    value: z.array(findingSchema),
  },
  'declaration.delete': { input: sheetAt, value: done },
  'declaration.query': {
    input: z.strictObject({
      conditions: queryConditionsSchema,
      /** The newest first where it isn't said. */
      sort: sheetSortSchema.optional(),
      /** `next` of the page before; null for the first page. */
      after: sheetKeySchema.nullable(),
      limit: z.number().int().min(1).max(200),
    }),
    /** Null where a newer query of the window has made this one pointless. */
    value: z
      .object({
        rows: z.array(sheetRowSchema),
        /** Null on the last page. */
        next: sheetKeySchema.nullable(),
        /** How far the free text reached; null without one. */
        textReach: z.enum(textReaches).nullable(),
      })
      .nullable(),
  },
  /** How many match: exact up to {@link mostCounted}; null where a newer query came in between. */
  'declaration.count': {
    input: z.strictObject({ conditions: queryConditionsSchema }),
    value: z.object({ count: z.number().int(), isMore: z.boolean() }).nullable(),
  },
  /** What was chosen; null where a newer question came in between. */
  'declaration.facts': {
    input: z.strictObject({ choice: sheetChoiceSchema }),
    value: chosenFactsSchema.nullable(),
  },
  /** Who has saved sheets at this desk, to filter by. */
  'declaration.operators': {
    input: nothing,
    value: z.array(z.object({ id: z.number().int(), label: z.string(), name: z.string() })),
  },
  'declaration.receipts': {
    input: z.strictObject({ id: z.number().int() }),
    value: z.object({
      receipts: z.array(receiptSchema),
      submissions: z.array(submissionViewSchema),
    }),
  },

  /** 暂存 of a change, beside the accepted version (rules.md, Life 9). */
  'amendment.save': {
    input: z.strictObject({
      declaration: sheetAt,
      draftVersion,
      ...typedSheet,
    }),
    value: z.object({ sheet: savedSheetSchema, findings: z.array(findingSchema) }),
  },
  /** 放弃变更: the draft goes, the accepted version stays. */
  'amendment.discard': {
    input: sheetAt.extend({ draftVersion }),
    value: savedSheetSchema,
  },
  /**
   * What waits for the clerk: 退单, failures, refusals, what has waited too long. Null where a newer
   * question came in between.
   */
  'trouble.list': { input: troubleQuestionSchema, value: troublePageSchema.nullable() },

  'template.list': { input: nothing, value: z.array(templateRowSchema) },
  'template.get': { input: z.strictObject({ id: z.number().int() }), value: sheetSchema },
  /** 存为模板; `replace` where the clerk has agreed to lose the one of the same name. */
  'template.keep': {
    input: z.strictObject({
      name: templateName,
      shared: z.boolean(),
      sheet: sheetSchema,
      replace: z.boolean(),
    }),
    value: done,
  },
  'template.rename': {
    input: z.strictObject({ id: z.number().int(), name: templateName }),
    value: done,
  },
  'template.delete': { input: z.strictObject({ id: z.number().int() }), value: done },

  /** What the operator's new sheets start with: 保留上票 with the head saved last, and 录入设置. */
  'reuse.kept': {
    input: nothing,
    value: z.object({
      locked: z.array(z.enum(headFieldKeys)),
      lastHead: headSchema.nullable(),
      defaults: entryDefaultsSchema,
    }),
  },
  'reuse.keepDefaults': { input: entryDefaultsSchema, value: done },
  'reuse.lock': {
    input: z.strictObject({ locked: z.array(z.enum(headFieldKeys)).max(headFieldKeys.length) }),
    value: done,
  },
  /** Up to ten earlier values of a text field that begin with what is typed, newest first. */
  'reuse.earlierValues': {
    input: z.strictObject({ field: z.enum(recalledFields), beginning: z.string().max(255) }),
    value: z.array(z.string()),
  },
  /** The head of the newest other sheet with this medium; its weights are offered again. */
  'reuse.lastOfMedium': {
    input: z.strictObject({
      mediumType: z.string().max(4),
      mediumId: z.string().min(1).max(64),
      exceptId: z.number().int().nullable(),
    }),
    value: headSchema.nullable(),
  },

  /** Checks rights, status and findings, takes the operator's card and compares its number. */
  'declaring.begin': {
    input: z.strictObject({ declarations: z.array(requestSchema).min(1).max(mostSheets.declare) }),
    value: z.object({
      sessionId: z.uuid(),
      readerName: z.string(),
      cardNumber: z.string(),
      holder: z.string(),
      /** Null where the card can't tell: 剩余次数未知. */
      triesLeft: z.number().int().nullable(),
      pinLength: z.object({ least: z.number().int(), most: z.number().int() }),
      /** 30 days or less until the certificate ends; null otherwise. */
      certificateDaysLeft: z.number().int().nullable(),
    }),
  },
  /**
   * After the PIN was verified over the port: signs and queues each sheet in one transaction. Its
   * progress, and `batch.stop`, go by the session's id.
   */
  'declaring.sign': {
    input: z.strictObject({ sessionId: z.uuid() }),
    value: batchOutcomeSchema.omit({ done: true }).extend({
      queued: z.array(z.object({ id: z.number().int(), submissionId: z.string() })),
    }),
  },
  /** Ends a batch before its next sheet; what was signed or deleted stays so. */
  'batch.stop': { input: z.strictObject({ batchId: z.uuid() }), value: done },
  'batch.preview': {
    input: z.strictObject({ action: z.enum(batchActions), choice: sheetChoiceSchema }),
    value: batchPreviewSchema,
  },
  'batch.delete': {
    input: z.strictObject({
      batchId: z.uuid(),
      sheets: z.array(sheetAt).min(1).max(mostSheets.delete),
    }),
    value: batchOutcomeSchema,
  },
  'declaring.cancel': { input: z.strictObject({ sessionId: z.uuid() }), value: done },

  /** 业务数据统计 from the daily summary. */
  'statistics.read': { input: statisticsInputSchema, value: statisticsSchema },
  /** 精确计算; null where other figures were asked for meanwhile. */
  'statistics.exact': { input: statisticsInputSchema, value: exactStatisticsSchema.nullable() },
  /** The daily summary anew, from the sheets; for an administrator. */
  'statistics.rebuild': { input: nothing, value: done },
  /** Asks for a file and keeps a table in it; the value is the file, null where none was chosen. */
  'table.save': {
    input: z.strictObject({ table: tableSchema, format: z.enum(tableFormats) }),
    value: z.string().nullable(),
  },

  /** 取消发送, only while no send was tried. */
  'outbox.takeBack': { input: z.strictObject({ submissionId: z.uuid() }), value: done },
  /** 仍要申报, for one that waited too long. */
  'outbox.release': { input: z.strictObject({ submissionId: z.uuid() }), value: done },
  /** 立即发送: what was put off is tried now. */
  'outbox.sendNow': { input: nothing, value: done },

  /** 导出: asks where to and writes; null where the clerk thought better of it. */
  'excel.export': {
    input: exportOrderSchema.extend({ jobId: z.uuid() }),
    value: exportedSchema.nullable(),
  },
  /** 下载导入模板; the value is the file's name. */
  'excel.template': { input: nothing, value: z.string().nullable() },
  /** 打开所在文件夹, of the file that was written last. */
  'excel.showFile': { input: nothing, value: done },
  /** 停止: an export, or the reading of a file. */
  'excel.stop': { input: z.strictObject({ jobId: z.uuid() }), value: done },

  /** Asks for a file and reads it; the preview lives until it is kept, discarded or another is read. */
  'import.choose': {
    input: z.strictObject({ importId: z.uuid() }),
    value: importSummarySchema.nullable(),
  },
  'import.page': {
    input: z.strictObject({
      importId: z.uuid(),
      indexes: importedIndexes(mostPreviewedSheets),
    }),
    value: z.array(importedSheetSchema),
  },
  /** 保存错误列: the list with what is wrong in a column; the value is the file's name. */
  'import.saveBack': {
    input: z.strictObject({ importId: z.uuid() }),
    value: z.string().nullable(),
  },
  /** The chosen sheets become drafts, all of them or none; the value are their ids. */
  'import.keep': {
    input: z.strictObject({ importId: z.uuid(), indexes: importedIndexes(mostImportedSheets) }),
    value: z.array(z.number().int()),
  },
  'import.discard': { input: z.strictObject({ importId: z.uuid() }), value: done },

  /** Lays the pages out; they live until they are discarded or others are asked for. */
  'print.preview': {
    input: z.strictObject({ jobId: z.uuid(), order: printOrderSchema }),
    value: printPreviewSchema,
  },
  /** Empty where the system has none. */
  'print.printers': { input: nothing, value: z.array(printerSchema) },
  /** The previewed pages on a printer; null is the system's own choice. */
  'print.send': {
    input: z.strictObject({
      jobId: z.uuid(),
      printer: z.string().max(500).nullable(),
      copies: z.number().int().min(1).max(mostCopies),
    }),
    value: printedSchema,
  },
  /** The previewed pages as a PDF; null where no file was chosen. */
  'print.pdf': {
    input: z.strictObject({ jobId: z.uuid() }),
    value: z.object({ fileName: z.string(), sheets: printedSchema }).nullable(),
  },
  /** 打开所在文件夹, of the PDF that was written last. */
  'print.showFile': { input: nothing, value: done },
  'print.discard': { input: z.strictObject({ jobId: z.uuid() }), value: done },
} as const satisfies Record<string, { input: z.ZodType; value: z.ZodType }>;

export type ChannelName = keyof typeof channels;
export type ChannelInput<Name extends ChannelName> = z.infer<(typeof channels)[Name]['input']>;
export type ChannelValue<Name extends ChannelName> = z.infer<(typeof channels)[Name]['value']>;

/** What main tells the window without being asked. */
export const programEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('card'), card: cardStateSchema }),
  z.object({ type: z.literal('endpoint'), endpoint: endpointStateSchema }),
  z.object({ type: z.literal('session'), operator: operatorSchema.nullable() }),
  z.object({ type: z.literal('program'), state: programStateSchema }),
  /** How far an export or the reading of a file is; `total` null while it is not known. */
  z.object({
    type: z.literal('fileProgress'),
    jobId: z.string(),
    done: z.number().int(),
    total: z.number().int().nullable(),
  }),
  z.object({
    type: z.literal('batchProgress'),
    batchId: z.uuid(),
    done: z.number().int(),
    total: z.number().int(),
  }),
  /** A notification of the system was clicked, or the tray: this sheet, or 异常单证, is wanted. */
  z.object({ type: z.literal('wanted'), declarationId: z.number().int().nullable() }),
  z.object({ type: z.literal('declarationsChanged'), ids: z.array(z.number().int()) }),
  z.object({
    type: z.literal('notice'),
    tone: z.enum(['good', 'bad', 'information']),
    title: z.string(),
    message: z.string(),
    declarationId: z.number().int().nullable(),
  }),
]);
export type ProgramEvent = z.infer<typeof programEventSchema>;
