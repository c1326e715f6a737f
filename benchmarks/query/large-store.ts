import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { dataCentreNoOf, tripNoOf } from '../../src-shared/declaration/numbers.ts';
import {
  columnNames,
  headColumns,
  itemColumns,
  placeholders,
  storedHead,
  storedItem,
} from '../../src-main/store/columns.ts';
import { migrations } from '../../src-main/store/migrations/index.ts';
import { keepOperator } from '../../src-main/store/operators.ts';
import { openStore } from '../../src-main/store/store.ts';
import { operatorCount, sampleSheets } from './sample-sheets.ts';

/**
 * A store of many sheets for the figures, made once and kept in the system's folder for temporary
 * files. The sheets are written as version 2 of the store kept them; today's migrations make the
 * rest, as they would for a desk that was used until then.
 */

/** Counts up with every change of the sheets. */
const generatorVersion = 3;
export const seed = 20_261_122;
const sheetVersion = 2;

const folder = path.join(os.tmpdir(), 'kakou-desk-bench-stores');

const cardOf = (operator: number): string => `21000000000${String(operator).padStart(2, '0')}`;

const prepareStore = async (file: string): Promise<void> => {
  const store = await openStore(file, migrations.slice(0, sheetVersion));
  for (let operator = 1; operator <= operatorCount; operator += 1) {
    keepOperator(
      store,
      {
        userName: `user${String(operator)}`,
        displayName: `制单员 ${String(operator)}`,
        cardNumber: cardOf(operator),
        rights: ['clerk', 'signer'],
        enterprise: { name: 'bench', uscc: '', organisationCode: '' },
      },
      'no password',
    );
  }
  store.close();
};

/** Indexes are made after the rows: one pass instead of a million. */
const withoutIndexes = (database: Database.Database, work: () => void): void => {
  const found = database
    .prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL`)
    .all() as { readonly name: string; readonly sql: string }[];
  for (const { name } of found) database.exec(`DROP INDEX ${name}`);
  work();
  for (const { sql } of found) database.exec(sql);
};

const writeSheets = (database: Database.Database, count: number): void => {
  const insertSheet = database.prepare(
    `INSERT INTO declaration (id, data_centre_no, trip_no, version, status, withdrawn, base_status,
       base_sequence, last_submission_id, receipt_count, problem_count, item_count,
       confirmed_warnings, entered_at, changed_at, operator_id, operator_label, uscc,
       organisation_code, hidden, ${columnNames(headColumns)})
     VALUES (?, ?, ?, 1, ?, ?, '0', 0, ?, ?, ?, ?, '[]', ?, ?, ?, ?, '91350100M000100Y43',
       'M000100Y4', ?, ${placeholders(headColumns)})`,
  );
  const insertItem = database.prepare(
    `INSERT INTO item (declaration_id, position, ${columnNames(itemColumns)})
     VALUES (?, ?, ${placeholders(itemColumns)})`,
  );
  const insertSubmission = database.prepare(
    `INSERT INTO submission (id, declaration_id, function, declaration_version, desk_number,
       payload, signature, certificate, algorithm, card_number, signer_id, signer_name, signed_at,
       queued_at, state, attempts, next_attempt_at)
     VALUES (?, ?, ?, 1, '00017', '{}', '', '', 'SM2-SM3', ?, ?, '', ?, ?, ?, 1, 0)`,
  );
  database.exec('BEGIN');
  let id = 0;
  for (const sheet of sampleSheets(count, seed)) {
    id += 1;
    const numbering = { enteredAt: sheet.enteredAt, deskNumber: '00017', counter: id };
    const card = cardOf(sheet.operatorId);
    const submissionId =
      sheet.submission === null ? null : `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`;
    insertSheet.run(
      id,
      dataCentreNoOf(numbering),
      tripNoOf({ ...numbering, cardNumber: card }),
      sheet.status,
      sheet.withdrawn ? 1 : 0,
      submissionId,
      sheet.status === '0' ? 0 : 2,
      sheet.problemCount,
      sheet.items.length,
      sheet.enteredAt,
      sheet.changedAt,
      sheet.operatorId,
      card,
      sheet.hidden ? 1 : 0,
      ...storedHead(sheet.head),
    );
    sheet.items.forEach((item, position) => insertItem.run(id, position, ...storedItem(item)));
    if (submissionId === null) continue;
    insertSubmission.run(
      submissionId,
      id,
      sheet.amended ? 'MOD' : 'ADD',
      card,
      sheet.operatorId,
      sheet.changedAt,
      sheet.changedAt,
      sheet.submission,
    );
  }
  database.exec('COMMIT');
};

const build = async (file: string, count: number): Promise<void> => {
  await prepareStore(file);
  const database = new Database(file);
  // Nothing is lost where the power goes: the file gets its name when it is whole.
  database.pragma('journal_mode = DELETE');
  database.pragma('journal_mode = MEMORY');
  database.pragma('synchronous = OFF');
  database.pragma('foreign_keys = OFF');
  database.pragma('cache_size = -1048576');
  withoutIndexes(database, () => {
    writeSheets(database, count);
  });
  database.transaction(() => {
    for (const step of migrations.slice(sheetVersion)) {
      if (typeof step === 'string') database.exec(step);
      else step(database);
    }
  })();
  database.pragma(`user_version = ${String(migrations.length)}`);
  database.pragma('journal_mode = WAL');
  database.close();
};

/** The file of a store with so many sheets; made where there is none yet. */
export const largeStore = async (count: number): Promise<string> => {
  const name = `sheets-${String(count)}-v${String(generatorVersion)}-m${String(migrations.length)}.db`;
  const file = path.join(folder, name);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    const unfinished = `${file}.unfinished`;
    for (const ending of ['', '-wal', '-shm']) rmSync(`${unfinished}${ending}`, { force: true });
    const started = performance.now();
    await build(unfinished, count);
    renameSync(unfinished, file);
    const seconds = Math.round((performance.now() - started) / 1000);
    console.log(`made a store of ${count.toLocaleString('en')} sheets in ${String(seconds)} s`);
  }
  const megabytes = Math.round(statSync(file).size / 1e6);
  console.log(
    `${file}: ${count.toLocaleString('en')} sheets, ${String(megabytes)} MB, kept for the next run`,
  );
  return file;
};
