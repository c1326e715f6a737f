import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { saveSheet } from '../src-main/declarations/save.ts';
import { makeOwn } from '../src-main/desk/desk-identity.ts';
import { readTables } from '../src-main/parameters/read-tables.ts';
import { keepDesk } from '../src-main/store/desks.ts';
import { keepOperator } from '../src-main/store/operators.ts';
import { openStore } from '../src-main/store/store.ts';
import { writeSetting } from '../src-main/store/settings.ts';
import { projectRoot } from '../scripts/setup.mjs';
import { seaImport } from '../tests/support/sample-sheets.ts';
import { figure, quantile } from './figures.ts';
import type { Figure } from './figures.ts';

const rounds = 400;
const itemsOnSheet = 5;

const timed = (work: () => void): number => {
  const started = performance.now();
  work();
  return performance.now() - started;
};

/** 32 texts of a sheet's usual lengths: what a row has to carry however it is stored. */
const bareRow = (round: number): string[] =>
  Array.from({ length: 32 }, (_value, column) => `${String(round)}-${String(column)}-COSU63812`);

/**
 * 暂存 of one sheet with five items, with every check and every trace it leaves, against the same
 * number of rows in one equally durable transaction on bare tables. Both alternate in one process.
 */
export const benchmarkSave = async (): Promise<Figure[]> => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kakou-desk-bench-'));
  try {
    const storeFile = path.join(folder, 'kakou.db');
    const store = await openStore(storeFile);
    const operator = keepOperator(
      store,
      {
        userName: 'bench',
        displayName: 'bench',
        cardNumber: '2100000000017',
        rights: ['clerk'],
        enterprise: { name: 'bench', uscc: '91350100M000100Y43', organisationCode: 'M000100Y4' },
      },
      'no password',
    );
    makeOwn(store, storeFile, 'bench');
    writeSetting(store, 'deskNumber', '00001');
    keepDesk(store, '00001', 'bench');
    const tables = readTables(path.join(projectRoot, 'resources'));
    const [firstItem] = seaImport.items;
    if (firstItem === undefined) throw new Error('the sample sheet has items');
    const items = Array.from({ length: itemsOnSheet }, (_value, index) => ({
      ...firstItem,
      objectId: `COSU63812345${String(index)}`,
    }));

    const bare = new Database(path.join(folder, 'bare.db'));
    bare.pragma('journal_mode = WAL');
    bare.pragma('synchronous = FULL');
    const columns = Array.from({ length: 32 }, (_value, index) => `c${String(index)} TEXT`).join(
      ', ',
    );
    bare.exec(`CREATE TABLE head (${columns}) STRICT; CREATE TABLE item (${columns}) STRICT;`);
    const marks = Array.from({ length: 32 }, () => '?').join(', ');
    const insertHead = bare.prepare(`INSERT INTO head VALUES (${marks})`);
    const insertItem = bare.prepare(`INSERT INTO item VALUES (${marks})`);
    const bareSave = bare.transaction((round: number) => {
      insertHead.run(...bareRow(round));
      for (let item = 0; item < itemsOnSheet; item += 1) insertItem.run(...bareRow(round));
    });

    const saves: number[] = [];
    const floors: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const head = { ...seaImport.head, mediumId: `沪A${String(10_000 + round)}` };
      floors.push(timed(() => bareSave(round)));
      saves.push(
        timed(() => {
          const saved = saveSheet(
            { store, tables, operator, desk: 'enrolled', now: Date.now },
            {
              declaration: null,
              sheet: { head, items },
              confirmedWarnings: [],
              workingCopyId: null,
            },
          );
          if (!saved.ok) throw new Error(saved.error.message);
        }),
      );
    }
    bare.close();
    store.close();
    return [
      figure('save.five-items.p50', quantile(saves, 0.5), quantile(floors, 0.5)),
      figure('save.five-items.p95', quantile(saves, 0.95), quantile(floors, 0.95)),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
