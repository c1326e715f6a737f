import { z } from 'zod';
import { headFields, itemFields } from '../declaration/fields.ts';
import type { HeadFieldKey, ItemFieldKey } from '../declaration/fields.ts';
import { defaultHeadFields, defaultItemFields, weightFields } from '../declaration/reuse.ts';
import { sendingConditions, sheetSorts, textReaches } from '../declaration/query-words.ts';
import { declarationFunctions } from '../declaration/sheet.ts';
import { sheetActions, submissionStates } from '../declaration/status.ts';
import { errorWords } from '../errors/error-kinds.ts';
import type { ErrorKind } from '../errors/error-kinds.ts';
import { tableNames } from '../parameters/table-names.ts';

/**
 * The shapes that cross the border between main and window, as schemas; types are derived from them.
 */

/** Nothing a clerk types into one field is longer; longer input is refused at the border. */
const longestText = 20_000;

const textFields = <Key extends string>(
  fields: readonly { readonly key: Key }[],
): z.ZodObject<Record<Key, z.ZodString>, z.core.$strict> => {
  const shape = Object.fromEntries(
    fields.map(({ key }) => [key, z.string().max(longestText)]),
  ) as Record<Key, z.ZodString>;
  return z.strictObject(shape);
};

export const headSchema = textFields<HeadFieldKey>(headFields);
export const itemSchema = textFields<ItemFieldKey>(itemFields);

export const sheetSchema = z.strictObject({
  head: headSchema,
  items: z.array(itemSchema).max(999),
});

const errorKinds = Object.keys(errorWords) as [ErrorKind, ...ErrorKind[]];

export const failureSchema = z.object({
  kind: z.enum(errorKinds),
  message: z.string(),
  advice: z.string(),
  triesLeft: z.number().int().exactOptional(),
});

export const resultSchema = <Value extends z.ZodType>(value: Value) =>
  z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), error: failureSchema }),
  ]);

export const operatorRights = ['clerk', 'signer', 'administrator'] as const;

export const operatorSchema = z.object({
  id: z.number().int(),
  userName: z.string(),
  displayName: z.string(),
  /** The bound card's number; null without a card. */
  cardNumber: z.string().nullable(),
  rights: z.array(z.enum(operatorRights)),
  enterprise: z.object({
    name: z.string(),
    uscc: z.string(),
    organisationCode: z.string(),
  }),
});
export type OperatorProfile = z.infer<typeof operatorSchema>;

/** A problem that must be mended or a warning that can be confirmed, at a field or at the sheet. */
/** Where on a sheet something is. */
export const placeSchema = z.object({
  part: z.enum(['head', 'item', 'sheet']),
  /** Index in `items`, from 0; null for head and sheet. */
  itemIndex: z.number().int().nullable(),
  field: z.string().nullable(),
});

export const findingSchema = z.object({
  /** `unstorable` prevents 暂存, `problem` prevents 申报, `warning` can be confirmed. */
  severity: z.enum(['unstorable', 'problem', 'warning']),
  /** Names the rule; stable, for confirmations and tests. */
  rule: z.string(),
  place: placeSchema,
  message: z.string(),
  /** True where the confirmation stands alone, never part of 全部确认. */
  alone: z.boolean(),
  /** Identifies this warning with the values it is about; a changed value needs a new confirmation. */
  key: z.string(),
  /** The sheet that a finding about another sheet is about. */
  other: z.object({ id: z.number().int(), tripNo: z.string() }).nullable(),
});
export type Finding = z.infer<typeof findingSchema>;

export const lastSubmissionSchema = z.object({
  id: z.string(),
  function: z.enum(declarationFunctions),
  state: z.enum(submissionStates),
  /** Why it failed or waits, as the clerk reads it. */
  reason: z.string().nullable(),
  queuedAt: z.number().int(),
});

/** The draft of a change (变更) that lies beside the accepted version (rules.md, Life 9). */
export const amendmentRowSchema = z.object({
  /** Counted with each 暂存 of the draft. */
  version: z.number().int(),
  problemCount: z.number().int(),
  changedAt: z.number().int(),
  /** 操作人员 who saved it last. */
  operator: z.string(),
});

/** One row of the query's list. */
export const sheetRowSchema = z.object({
  id: z.number().int(),
  version: z.number().int(),
  dataCentreNo: z.string(),
  tripNo: z.string(),
  status: z.string(),
  withdrawn: z.boolean(),
  changeOutcome: z.enum(['amendRejected', 'withdrawRejected']).nullable(),
  lastSubmission: lastSubmissionSchema.nullable(),
  lastReason: z.string().nullable(),
  amendment: amendmentRowSchema.nullable(),
  receiptCount: z.number().int(),
  problemCount: z.number().int(),
  itemCount: z.number().int(),
  enteredAt: z.number().int(),
  enteredOn: z.string(),
  /** When it was saved last. */
  changedAt: z.number().int(),
  /** 变更过: a change was ever submitted. */
  amended: z.boolean(),
  operator: z.string(),
  uscc: z.string(),
  organisationCode: z.string(),
  head: headSchema,
  allowed: z.array(z.enum(sheetActions)),
});
export type SheetRow = z.infer<typeof sheetRowSchema>;

export const amendmentSchema = amendmentRowSchema.extend({
  head: headSchema,
  items: z.array(itemSchema),
  confirmedWarnings: z.array(z.string()),
  recalledWeights: z.array(z.enum(weightFields)),
});
export type Amendment = z.infer<typeof amendmentSchema>;

/** A whole saved sheet as the window shows it; head and items are what customs has accepted. */
export const savedSheetSchema = sheetRowSchema.extend({
  items: z.array(itemSchema),
  amendment: amendmentSchema.nullable(),
  confirmedWarnings: z.array(z.string()),
  /** Weights that came with a known vehicle and were not typed since. */
  recalledWeights: z.array(z.enum(weightFields)),
});
export type SavedSheet = z.infer<typeof savedSheetSchema>;

export const receiptSchema = z.object({
  feedNumber: z.number().int(),
  submissionId: z.string(),
  function: z.enum(declarationFunctions),
  sequence: z.number().int(),
  code: z.string(),
  text: z.string(),
  issuedAt: z.number().int(),
  receivedAt: z.number().int(),
  /** Does not fit the status table: kept and shown, the status unchanged. */
  conflict: z.boolean(),
});
export type ReceiptView = z.infer<typeof receiptSchema>;

export const submissionViewSchema = lastSubmissionSchema.extend({
  cardNumber: z.string(),
  signerName: z.string(),
  signedAt: z.number().int(),
});

/** What lies in an open form that is not saved: text of the fields, and the item being typed. */
export const workingCopySchema = z.strictObject({
  id: z.uuid(),
  /** The saved sheet that is being changed, null for a new one. */
  declarationId: z.number().int().nullable(),
  /** The saved version the change started from. */
  baseVersion: z.number().int().nullable(),
  /** Where the form is a 变更: the saved draft that it started from, null where there was none. */
  amends: z.strictObject({ draftVersion: z.number().int().nullable() }).exactOptional(),
  head: headSchema,
  items: z.array(itemSchema).max(999),
  openItem: itemSchema,
  /** Index of the row that `openItem` changes, null for a new row. */
  openItemIndex: z.number().int().nullable(),
  confirmedWarnings: z.array(z.string()).max(500),
  /** Weights that came with a known vehicle and were not typed since; absent in older copies. */
  recalledWeights: z.array(z.enum(weightFields)).max(weightFields.length).default([]),
  /** What a new item of this form starts with (录入设置); absent in older copies. */
  itemDefaults: z.partialRecord(z.enum(defaultItemFields), z.string().max(longestText)).default({}),
});
export type WorkingCopy = z.infer<typeof workingCopySchema>;

/** 录入设置: what an operator's new sheets and items start with. */
export const entryDefaultsSchema = z.strictObject({
  head: z.partialRecord(z.enum(defaultHeadFields), z.string().max(longestText)),
  item: z.partialRecord(z.enum(defaultItemFields), z.string().max(longestText)),
});

export const templateRowSchema = z.object({
  id: z.number().int(),
  name: z.string(),
  /** For every operator of this desk; else its maker's own. */
  shared: z.boolean(),
  ownerName: z.string(),
  itemCount: z.number().int(),
  changedAt: z.number().int(),
  /** May be renamed and deleted by whoever asks. */
  changeable: z.boolean(),
});
export type TemplateRow = z.infer<typeof templateRowSchema>;

export const cardReaderSchema = z.object({
  name: z.string(),
  state: z.enum(['empty', 'unresponsive', 'notEport', 'ready', 'inUse', 'reading']),
  atr: z.string(),
  cardNumber: z.string().nullable(),
  holder: z.string().nullable(),
});

export const cardStateSchema = z.object({
  provider: z.enum(['pcsc', 'simulated']),
  service: z.enum(['running', 'stopped', 'unavailable']),
  readers: z.array(cardReaderSchema),
  /** USB tokens seen over HID; `hasReader` is false where no driver shows it to PC/SC. */
  ikeys: z.array(z.object({ name: z.string(), hasReader: z.boolean() })),
  /** The one sentence for the status bar. */
  problem: failureSchema.nullable(),
});
export type CardState = z.infer<typeof cardStateSchema>;

export const endpointStateSchema = z.object({
  connection: z.enum(['unknown', 'online', 'offline']),
  waitingCount: z.number().int(),
  lastContactAt: z.number().int().nullable(),
  problem: failureSchema.nullable(),
});
export type EndpointState = z.infer<typeof endpointStateSchema>;

export const programStateSchema = z.object({
  training: z.boolean(),
  programVersion: z.string(),
  runtime: z.object({ electron: z.string(), node: z.string(), sqlite: z.string() }),
  operator: operatorSchema.nullable(),
  enrolment: z.enum(['enrolled', 'notEnrolled', 'mustEnrolAgain']),
  deskNumber: z.string().nullable(),
  /** What went wrong at start; the program goes on with what still works. */
  startupProblems: z.array(failureSchema),
  /** False where the store could not be opened: typing works, saving does not. */
  storeOpen: z.boolean(),
  card: cardStateSchema,
  endpoint: endpointStateSchema,
});
export type ProgramState = z.infer<typeof programStateSchema>;

export const codeTablesSchema = z
  .record(
    z.enum(tableNames),
    z
      .object({
        name: z.enum(tableNames),
        version: z.string(),
        rows: z
          .array(
            z
              .object({
                code: z.string(),
                name: z.string(),
                alternativeName: z.string().exactOptional(),
                parentCode: z.string().exactOptional(),
                source: z.string(),
                confidence: z.enum(['high', 'medium', 'low']),
                selectable: z.boolean(),
                unverified: z.boolean(),
                note: z.string().exactOptional(),
              })
              .readonly(),
          )
          .readonly(),
      })
      .readonly(),
  )
  .readonly();

export const queryConditionsSchema = z.strictObject({
  tripNo: z.string().max(64).optional(),
  status: z.string().max(4).optional(),
  mediumType: z.string().max(4).optional(),
  mediumId: z.string().max(64).optional(),
  businessType: z.string().max(16).optional(),
  customsCode: z.string().max(8).optional(),
  importExport: z.string().max(2).optional(),
  /** Calendar dates in Asia/Shanghai, YYYY-MM-DD; both or none. */
  enteredFrom: z.iso.date().optional(),
  enteredTo: z.iso.date().optional(),
  /** 全文; at least two characters. */
  text: z.string().max(64).optional(),
  /** How far the text reaches; without it the first reach that finds a sheet. */
  textReach: z.enum(textReaches).optional(),
  sending: z.enum(sendingConditions).optional(),
  operatorId: z.number().int().optional(),
  /** 待签: saved, free of problems, not under way. */
  toSign: z.literal(true).optional(),
  /** 已删单. */
  withdrawn: z.literal(true).optional(),
  /** 变更过. */
  amended: z.literal(true).optional(),
});
export type QueryConditions = z.infer<typeof queryConditionsSchema>;

export const sheetSortSchema = z.enum(sheetSorts);

/** Where a page of the list begins: after this sheet. */
export const sheetKeySchema = z.strictObject({
  /** What the list is sorted by, in UTC milliseconds. */
  at: z.number().int(),
  id: z.number().int(),
});
export type SheetKey = z.infer<typeof sheetKeySchema>;

/** Which sheets a batch, a print or an export is about, in the order of the list. */
export const sheetChoiceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('checked'),
    ids: z.array(z.number().int()).min(1).max(100_000),
  }),
  z.strictObject({
    kind: z.literal('matching'),
    conditions: queryConditionsSchema,
    /** Unchecked again after 全选. */
    except: z.array(z.number().int()).max(100_000),
    /** As the list is sorted; the newest first where it isn't said. */
    sort: sheetSortSchema.optional(),
  }),
]);
export type SheetChoice = z.infer<typeof sheetChoiceSchema>;

/** Of more sheets than these only that they are more is told. */
export const mostDescribed = 100_000;

/** How many sheets each customs district has; the one with most first. */
export const districtCountsSchema = z.array(
  z.object({ customsCode: z.string(), count: z.number().int() }),
);
export type DistrictCounts = z.infer<typeof districtCountsSchema>;

/** What chosen sheets are, before something is done with them. */
export const chosenFactsSchema = z.object({
  sheetCount: z.number().int(),
  /** More than {@link mostDescribed}; nothing else is told of them. */
  isMore: z.boolean(),
  /** Checked sheets that are not there any more: deleted since they were checked. */
  goneCount: z.number().int(),
  /** Different media: so many trucks. */
  truckCount: z.number().int(),
  districts: districtCountsSchema,
  /** Sheets with a warning that was confirmed on them. */
  warnedCount: z.number().int(),
});
export type ChosenFacts = z.infer<typeof chosenFactsSchema>;
