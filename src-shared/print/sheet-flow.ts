import type { SavedSheet } from '../contract/schemas.ts';
import { labelOf } from '../declaration/field-values.ts';
import { headFields, itemFields, systemFields } from '../declaration/fields.ts';
import type {
  FieldDefinition,
  HeadFieldKey,
  ItemFieldKey,
  SystemFieldKey,
} from '../declaration/fields.ts';
import { shanghaiDateTime } from '../declaration/numbers.ts';
import type { Item } from '../declaration/sheet.ts';
import { formatKilograms, parseKilograms } from '../declaration/weight.ts';
import { findCode } from '../parameters/search.ts';
import type { CodeTables } from '../parameters/table-names.ts';
import { barCode } from './bar-code.ts';
import type { Flow, Section } from './flow.ts';
import { html, nothing } from './html.ts';
import type { Html } from './html.ts';
import { statusFacts, statusMarks } from './status-words.ts';
import { textLines } from './text-lines.ts';
import { watermarksOf } from './watermarks.ts';

/** One saved sheet on paper, from the field table: head, items, statuses, bar codes. */

export interface PrintFacts {
  readonly tables: CodeTables;
  readonly training: boolean;
  /** UTC milliseconds. */
  readonly printedAt: number;
  /** Who prints. */
  readonly printedBy: string;
}

type HeadField = FieldDefinition & { readonly key: HeadFieldKey };
type ItemField = FieldDefinition & { readonly key: ItemFieldKey };
const fieldsOfHead: readonly HeadField[] = headFields;
const fieldsOfItem: readonly ItemField[] = itemFields;

const title = '智能卡口散杂货绑定单证';

const fieldText = ({ input }: FieldDefinition, value: string, tables: CodeTables): string => {
  if (value === '') return '';
  switch (input.type) {
    case 'code': {
      const row = findCode(tables[input.table], value);
      return row === undefined ? value : `${value} ${row.name}`;
    }
    case 'weight':
      return parseKilograms(value) === null ? value : `${value} 千克`;
    case 'seals':
      return value.split('|').join(' | ');
    case 'text':
    case 'remark':
      return value;
  }
};

/** What stands in the masthead or among the statuses is not said twice. */
const systemTexts: Readonly<Partial<Record<SystemFieldKey, (sheet: SavedSheet) => string>>> = {
  dataCentreNo: ({ dataCentreNo }) => dataCentreNo,
  enteredOn: ({ enteredAt }) => shanghaiDateTime(enteredAt),
  uscc: ({ uscc }) => uscc,
  organisationCode: ({ organisationCode }) => organisationCode,
  operator: ({ operator }) => operator,
};

const pairsInRow = 3;

const factsSection = (sheet: SavedSheet, tables: CodeTables): Section => {
  const context = { head: sheet.head };
  const pairs: (readonly [label: string, text: string])[] = [
    ...systemFields.flatMap(({ key, label }) => {
      const text = systemTexts[key]?.(sheet);
      return text === undefined ? [] : [[label, text] as const];
    }),
    ...fieldsOfHead
      .filter(({ input }) => input.type !== 'remark')
      .map(
        (field) =>
          [labelOf(field, context), fieldText(field, sheet.head[field.key], tables)] as const,
      ),
  ];
  const rows: Html[] = [];
  for (let at = 0; at < pairs.length; at += pairsInRow) {
    const cells = Array.from({ length: pairsInRow }, (_, index): Html => {
      const [label, text] = pairs[at + index] ?? ['', ''];
      return html`<th>${label}</th>
        <td>${text}</td>`;
    });
    rows.push(
      html`<tr>
        ${cells}
      </tr>`,
    );
  }
  return { name: 'facts', columns: [15, 18.3, 15, 18.3, 15, 18.4], heading: null, rows };
};

/** A label and its text, a row for each line; `span` columns for the text. */
const lineRows = (label: string, text: string, span: number, className: string): readonly Html[] =>
  textLines(text).map(
    (line, index) =>
      html`<tr class="line ${className} ${index === 0 ? 'first' : 'further'}">
        <th>${index === 0 ? label : ''}</th>
        <td colspan="${span}"><span class="text">${line}</span></td>
      </tr>`,
  );

const statusSection = (sheet: SavedSheet): Section => ({
  name: 'status',
  columns: [15, 85],
  heading: null,
  rows: statusFacts(sheet).flatMap(({ label, text, important }) =>
    lineRows(label, text, 1, important === true ? 'important' : ''),
  ),
});

const remarkSection = ({ head }: SavedSheet): readonly Section[] => {
  const rows = fieldsOfHead.flatMap((field) =>
    field.input.type === 'remark' && head[field.key].trim() !== ''
      ? lineRows(labelOf(field, { head }), head[field.key], 1, '')
      : [],
  );
  return rows.length === 0 ? [] : [{ name: 'remark', columns: [15, 85], heading: null, rows }];
};

/** Fields that stand above one another in one column; the rest have one of their own. */
const stacks: readonly { readonly fields: readonly ItemFieldKey[]; readonly width: number }[] = [
  { fields: ['objectType', 'objectId'], width: 24 },
  { fields: ['businessType', 'direction'], width: 17 },
  { fields: ['voyageNo', 'vesselName'], width: 22 },
  { fields: ['billType', 'pickupWeight'], width: 16 },
  { fields: ['containerNo1', 'sealNos1'], width: 20 },
  { fields: ['containerNo2', 'sealNos2'], width: 20 },
];

interface ItemColumn {
  readonly fields: readonly ItemField[];
  readonly width: number;
}

/** The columns of what any item holds; remarks have lines of their own below their item. */
const itemColumns = (items: readonly Item[]): readonly ItemColumn[] => {
  const shown = fieldsOfItem.filter(
    ({ key, input }) => input.type !== 'remark' && items.some((item) => item[key] !== ''),
  );
  const stacked = new Set(stacks.flatMap(({ fields }) => fields));
  return [
    ...stacks.map(({ fields, width }) => ({
      fields: fields.flatMap((key) => shown.find((field) => field.key === key) ?? []),
      width,
    })),
    ...shown
      .filter(({ key }) => !stacked.has(key))
      .map((field) => ({ fields: [field], width: 16 })),
  ].filter(({ fields }) => fields.length > 0);
};

const pickupTotal = (items: readonly Item[]): string => {
  const weights = items.flatMap(({ pickupWeight }) => pickupWeight || []).map(parseKilograms);
  if (weights.length === 0 || weights.includes(null)) return '';
  const grams = weights.reduce<number>((sum, weight) => sum + (weight ?? 0), 0);
  return `，本次提货重量合计 ${formatKilograms(grams)} 千克`;
};

const itemsSection = ({ head, items }: SavedSheet, tables: CodeTables): Section => {
  const columns = itemColumns(items);
  const cellOf = (fields: readonly ItemField[], item: Item): readonly Html[] =>
    fields.some(({ key }) => item[key] !== '')
      ? fields.map((field) => html`<div>${fieldText(field, item[field.key], tables) || '—'}</div>`)
      : [];
  const remarkRows = (item: Item): readonly Html[] =>
    fieldsOfItem.flatMap((field) =>
      field.input.type === 'remark' && item[field.key].trim() !== ''
        ? lineRows(field.label, item[field.key], columns.length, 'of-item')
        : [],
    );
  const total = html`<tr class="total">
    <td colspan="${columns.length + 1}">
      ${items.length === 0 ? '没有表体' : `表体共 ${String(items.length)} 条${pickupTotal(items)}`}
    </td>
  </tr>`;
  return {
    name: 'items',
    columns: [7, ...columns.map(({ width }) => width)],
    heading: html`<tr>
      <th>序号</th>
      ${columns.map(
        ({ fields }) =>
          html`<th>${fields.map((field) => html`<div>${labelOf(field, { head })}</div>`)}</th>`,
      )}
    </tr>`,
    rows: [
      ...items.flatMap((item, index) => [
        html`<tr class="item">
          <td class="number">${index + 1}</td>
          ${columns.map(({ fields }) => html`<td>${cellOf(fields, item)}</td>`)}
        </tr>`,
        ...remarkRows(item),
      ]),
      total,
    ],
  };
};

const codedNumber = (label: string, number: string): Html => {
  const bars = barCode(number);
  return html`<figure class="bar-code">
    ${bars ?? nothing}
    <figcaption>
      ${label} <b>${number}</b>${bars === null ? '（含有不能编为条形码的字符）' : ''}
    </figcaption>
  </figure>`;
};

/** The medium's type whose key is a bar code that the gate reads. */
const barCodeMedium = 'BC';

export const sheetFlow = (sheet: SavedSheet, facts: PrintFacts): Flow => {
  const { tripNo, head } = sheet;
  const { tables } = facts;
  return {
    masthead: html`<div class="masthead">
      <div>
        <h1>${title}</h1>
        <p>${sheet.enteredOn} 录入&emsp;绑定介质 ${head.mediumId}</p>
      </div>
      <div class="bar-codes">
        ${codedNumber('车次确认编号', tripNo)}
        ${
          head.mediumType === barCodeMedium && head.mediumId !== ''
            ? codedNumber('绑定介质（条形码）', head.mediumId)
            : nothing
        }
      </div>
    </div>`,
    running: html`<div class="running">
      <span>${title}（续）</span>
      <span>车次确认编号 ${tripNo}&emsp;绑定介质 ${head.mediumId}</span>
    </div>`,
    sections: [
      statusSection(sheet),
      factsSection(sheet, tables),
      ...remarkSection(sheet),
      itemsSection(sheet, tables),
    ],
    footer: html`<span>单证状态：${statusMarks(sheet)}</span>
      <span>打印时间：${shanghaiDateTime(facts.printedAt)}（北京时间）</span>
      <span>车次确认编号：${tripNo}</span>
      <span>操作人员：${sheet.operator}</span>
      <span>打印人：${facts.printedBy}</span>`,
    watermarks: watermarksOf(sheet, facts.training),
  };
};
