import { createHash } from 'node:crypto';
import { mostImportedSheets } from '../../../src-shared/contract/excel.ts';
import type {
  ImportedLine,
  ImportedSheet,
  ImportVerdict,
} from '../../../src-shared/contract/excel.ts';
import type { Finding } from '../../../src-shared/contract/schemas.ts';
import {
  canSave,
  makeFinding,
  problemsOf,
  sheetPlace,
} from '../../../src-shared/declaration/findings.ts';
import { normaliseSheet } from '../../../src-shared/declaration/folding.ts';
import { mostItems } from '../../../src-shared/declaration/item-paste.ts';
import { emptyHead, emptyItem } from '../../../src-shared/declaration/new-sheet.ts';
import { shanghaiDateTime } from '../../../src-shared/declaration/numbers.ts';
import { checkSheet } from '../../../src-shared/declaration/rules.ts';
import { statusLabel } from '../../../src-shared/declaration/sending-state.ts';
import type { Head, Item, Sheet } from '../../../src-shared/declaration/sheet.ts';
import type { CodeTables } from '../../../src-shared/parameters/table-names.ts';
import { findOthers } from '../../declarations/other-sheets.ts';
import { importedAs, sheetLike } from '../../store/imported-sheets.ts';
import type { ReadableStore } from '../../store/store.ts';
import type { GroupedLine, SheetLines } from './group-lines.ts';
import type { Told } from './read-lines.ts';
import { RefusedFile } from './table-file.ts';

/** What each sheet of a list would be as a draft: the whole check of a sheet, told row by row. */

export interface CheckedImport extends ImportedSheet {
  readonly sheet: Sheet;
  readonly fingerprint: string;
}

const headOf = (lines: SheetLines): Head =>
  // The first row that fills a field says it; another one that differs is told as wrong.
  emptyHead(Object.assign({}, ...lines.map(({ head }) => head).reverse()) as Partial<Head>);

const sheetOf = (lines: SheetLines): Sheet => {
  const head = headOf(lines);
  const coded = normaliseSheet({ head, items: [] }).head;
  return normaliseSheet({
    head,
    items: lines.flatMap(({ item }) => (item === null ? [] : [{ ...emptyItem(coded), ...item }])),
  });
};

const fingerprintOf = (sheet: Sheet): string =>
  createHash('sha256')
    .update(JSON.stringify([sheet.head, sheet.items]))
    .digest('hex');

const toldOf = ({ severity, message }: Finding): Told => ({
  tone: severity === 'warning' ? 'warned' : 'wrong',
  message,
});

/** Findings of the head and of the whole stand at the first row, those of an item at its own. */
const toldLines = (
  lines: SheetLines,
  sheet: Sheet,
  findings: readonly Finding[],
): readonly ImportedLine[] => {
  const lostInHead = new Set(
    lines.flatMap(({ faults }) =>
      faults.flatMap(({ field }) => (field?.part === 'head' ? [field.key] : [])),
    ),
  );
  // A value that is lost needs no rule's word on what stands in its place.
  const lost = ({ part, field }: Finding['place'], { faults }: GroupedLine): boolean =>
    part === 'head'
      ? field !== null && lostInHead.has(field)
      : faults.some((fault) => fault.field?.part === part && fault.field.key === field);
  const firstPlaces = new Map<string, string>();
  const twice = (line: GroupedLine, item: Item | null): readonly Told[] => {
    if (item === null) return [];
    const content = JSON.stringify(item);
    const first = firstPlaces.get(content);
    if (first === undefined) firstPlaces.set(content, line.place);
    return first === undefined
      ? []
      : [{ tone: 'warned', message: `与${first}的表体内容相同，请核对` }];
  };
  let items = 0;
  return lines.map((line, index) => {
    const itemIndex = line.item === null ? null : items;
    if (itemIndex !== null) items += 1;
    const own = findings.filter(
      ({ place }) =>
        (place.itemIndex === null ? index === 0 : place.itemIndex === itemIndex) &&
        !lost(place, line),
    );
    const wrong = (message: string): Told => ({ tone: 'wrong', message });
    const item = itemIndex === null ? null : (sheet.items[itemIndex] ?? null);
    return {
      place: line.place,
      item,
      told: [
        ...[...line.groupFaults, ...line.faults.map(({ message }) => message)].map(wrong),
        ...own.map(toldOf),
        ...twice(line, item),
        ...line.hints.map((message): Told => ({ tone: 'warned', message })),
        ...(line.hidden ? [{ tone: 'warned' as const, message: '这一行在 Excel 里是隐藏的' }] : []),
      ],
    };
  });
};

const verdictOf = (lines: SheetLines, findings: readonly Finding[]): ImportVerdict => {
  const isLost = lines.some(({ faults, groupFaults }) => faults.length + groupFaults.length > 0);
  if (isLost || !canSave(findings)) return 'blocked';
  return problemsOf(findings).length > 0 ? 'problems' : 'good';
};

const duplicateInStore = (
  store: ReadableStore,
  sheet: Sheet,
  fingerprint: string,
): string | null => {
  const known = importedAs(store, fingerprint);
  if (known !== null) {
    return `已于 ${shanghaiDateTime(known.at).slice(0, 16)} 从“${known.fileName}”导入：车次确认编号 ${known.tripNo}，${statusLabel(known.status)}`;
  }
  const like = sheetLike(store, sheet);
  return like === null
    ? null
    : `与已有单证内容相同：车次确认编号 ${like.tripNo}，${statusLabel(like.status)}`;
};

const tooManyItems = ({ items }: Sheet): readonly Finding[] =>
  items.length <= mostItems
    ? []
    : [
        makeFinding({
          severity: 'unstorable',
          rule: 'tooManyItems',
          place: sheetPlace,
          message: `一票最多 ${String(mostItems)} 条表体，现有 ${String(items.length)} 条`,
          values: [],
        }),
      ];

/** Checks the sheets of a list against the rules, the store and each other. */
export const checkImport = (
  lists: readonly SheetLines[],
  store: ReadableStore,
  tables: CodeTables,
  onChecked: (count: number) => void = () => undefined,
): readonly CheckedImport[] => {
  if (lists.length > mostImportedSheets) {
    throw new RefusedFile(
      `共 ${String(lists.length)} 票，一次最多导入 ${String(mostImportedSheets)} 票，请分成几个文件导入`,
    );
  }
  const places = new Map<string, string>();
  return lists.map((lines, index) => {
    const sheet = sheetOf(lines);
    const own = [...tooManyItems(sheet), ...checkSheet(sheet, tables)];
    const verdict = verdictOf(lines, own);
    const fingerprint = fingerprintOf(sheet);
    const before = places.get(fingerprint);
    if (before === undefined) places.set(fingerprint, lines[0].place);
    const duplicateOf =
      verdict === 'blocked'
        ? null
        : before === undefined
          ? duplicateInStore(store, sheet, fingerprint)
          : `与${before}的一票内容相同`;
    // That its twin has the same medium and containers goes without saying.
    const findings = duplicateOf === null ? [...own, ...findOthers(store, sheet, null)] : own;
    onChecked(index + 1);
    return {
      index,
      sheet,
      fingerprint,
      head: sheet.head,
      verdict,
      problemCount: problemsOf(findings).length,
      duplicate: duplicateOf !== null,
      duplicateOf,
      hidden: lines.some(({ hidden }) => hidden),
      lineCount: lines.length,
      lines: [...toldLines(lines, sheet, findings)],
    };
  });
};
