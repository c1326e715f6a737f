import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { CodeRow, CodeTable, TableName } from '../src-shared/parameters/table-names.ts';

/**
 * Turns the domain's lists into `resources/parameters/*.json`, one file per code table:
 *
 *   node scripts/import-parameters.ts --from <folder> --version 2026-11-22
 *
 * `<folder>` holds `code-tables.csv` (table, code, name, source, confidence, note) and
 * `customs-districts.csv` (code, name, alt_name, parent_code, …, status, source, confidence,
 * selectable, note). The version is the day the lists were drawn up.
 */

/** The tables of `code-tables.csv` that the program has fields for, by the first word there. */
const tableOf: Readonly<Record<string, Exclude<TableName, 'customsDistrict'>>> = {
  bind_media_type: 'mediumType',
  business_type: 'businessType',
  gate_transport_mode: 'transportMode',
  ie_flag: 'importExport',
  gate_vehicle_type: 'vehicleType',
  ie_direction: 'direction',
  bind_object_type: 'objectType',
  bill_type: 'billType',
};

/** Names as the manual (3.1.1, 3.2.1) has them, where the list has another wording. */
const manualNames: Readonly<Record<string, string>> = {
  'transportMode 2': '海运',
  'direction I': '进厂',
  'direction E': '出厂',
};

/** 3 铁路 is a mode of other systems: this one offers sea, road and air only (rules.md, Fields). */
const leftOut: ReadonlySet<string> = new Set(['transportMode 3']);

/** Directorates that are none, whatever the list says: 总署 and 广东分署 (rules.md, Fields). */
const neverChosen: ReadonlySet<string> = new Set(['0000', '5000']);

/** The list's remarks in the clerk's language. */
const notes: Readonly<Record<string, string>> = {
  'internal office': '内部机构',
  'name doubtful': '名称存疑',
  'not a directorate': '不是直属海关',
  'inference: 名称未核实': '代码按各位组合推得，名称未核实',
  'meaning is into / out of the yard, NOT import/export': '指进出场站，不是进出口',
  '旧代码: belongs to 济南 (43xx) since 2013': '旧代码，2013 年起属济南（43xx）',
};
/** Remarks about where the list comes from: of no use to a clerk. */
const silent = /^repo comment drops/;

/** RFC 4180: quoted fields, doubled quotes, any line end. */
const parseCsv = (text: string): Readonly<Record<string, string>>[] => {
  const rows: string[][] = [[]];
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/gy;
  const source = text.replace(/^\uFEFF/, '');
  while (cell.lastIndex < source.length) {
    const match = cell.exec(source);
    if (match === null) throw new Error(`line ${String(rows.length)} is no CSV`);
    const [, raw = '', end] = match;
    rows.at(-1)?.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (end !== ',') rows.push([]);
  }
  const [header = [], ...body] = rows.filter((row) => row.length > 0);
  return body.map((row) => {
    if (row.length !== header.length) throw new Error(`another width than the header: ${row}`);
    return Object.fromEntries(header.map((name, index) => [name, row[index] ?? '']));
  });
};

const confidenceOf = (text: string | undefined): CodeRow['confidence'] => {
  if (text === 'high' || text === 'medium' || text === 'low') return text;
  throw new Error(`unknown confidence ${String(text)}`);
};

const noteOf = (text: string): Pick<CodeRow, 'note'> => {
  if (text === '' || silent.test(text)) return {};
  const note = notes[text];
  if (note === undefined) throw new Error(`no Chinese wording for the remark: ${text}`);
  return { note };
};

const isOwnKnowledge = (source: string): boolean => source.startsWith('own knowledge');

const readSmallTables = (csv: string): Map<TableName, CodeRow[]> => {
  const tables = new Map<TableName, CodeRow[]>();
  for (const line of parseCsv(csv)) {
    const name = tableOf[(line['table'] ?? '').split(' ')[0] ?? ''];
    const code = line['code'] ?? '';
    if (name === undefined || leftOut.has(`${name} ${code}`)) continue;
    const source = line['source'] ?? '';
    const note = line['note'] ?? '';
    const rows = tables.get(name) ?? [];
    rows.push({
      code,
      name: manualNames[`${name} ${code}`] ?? line['name'] ?? '',
      source: isOwnKnowledge(source) ? '' : source,
      confidence: confidenceOf(line['confidence']),
      selectable: true,
      unverified: isOwnKnowledge(source) || note.includes('名称未核实'),
      ...noteOf(note),
    });
    tables.set(name, rows);
  }
  return tables;
};

const readDistricts = (csv: string): CodeRow[] =>
  parseCsv(csv).map((line) => {
    const code = line['code'] ?? '';
    const source = line['source'] ?? '';
    return {
      code,
      name: line['name'] ?? '',
      ...(line['alt_name'] ? { alternativeName: line['alt_name'] } : {}),
      ...(line['parent_code'] ? { parentCode: line['parent_code'] } : {}),
      source: isOwnKnowledge(source) ? '' : source,
      confidence: confidenceOf(line['confidence']),
      selectable: line['selectable'] === 'yes' && !neverChosen.has(code),
      unverified: line['status'] !== 'sourced',
      ...noteOf(line['note'] ?? ''),
    };
  });

const { values } = parseArgs({
  options: { from: { type: 'string' }, version: { type: 'string' } },
});
if (values.from === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(values.version ?? '')) {
  throw new Error('usage: import-parameters.ts --from <folder> --version YYYY-MM-DD');
}
const from = values.from;
const read = (file: string): Promise<string> => readFile(path.join(from, file), 'utf8');
const target = path.join(import.meta.dirname, '..', 'resources', 'parameters');
const tables = readSmallTables(await read('code-tables.csv'));
tables.set('customsDistrict', readDistricts(await read('customs-districts.csv')));
await mkdir(target, { recursive: true });
for (const [name, rows] of tables) {
  const table: CodeTable = { name, version: values.version ?? '', rows };
  await writeFile(path.join(target, `${name}.json`), `${JSON.stringify(table, null, 2)}\n`);
  console.log(`${name}: ${String(rows.length)} rows`);
}
