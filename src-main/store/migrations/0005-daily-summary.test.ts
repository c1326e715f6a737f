import path from 'node:path';
import { expect, it } from 'vitest';
import { insertRandomSheets } from '../../../tests/support/random-sheets.ts';
import { openTestStore } from '../../../tests/support/store-desk.ts';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { readExactStatistics, readStatistics } from '../../reports/statistics/statistics.ts';
import { rebuildSummary } from '../daily-summary.ts';
import { openStore } from '../store.ts';
import { dailySummary } from './0005-daily-summary.ts';
import { migrations } from './index.ts';

const whole = { from: '2025-11-01', to: '2026-11-01', unit: 'month', filters: {} } as const;

it('counts the sheets that were there before it', async () => {
  const file = path.join(temporaryFolder(), 'kakou.db');
  const before = migrations.slice(0, migrations.indexOf(dailySummary));
  const old = await openStore(file, before);
  old.exec(`INSERT INTO operator (id, user_name, display_name, rights, enterprise_name, uscc,
      organisation_code, password_hash)
    VALUES (1, 'chenmin', '陈敏', '["clerk"]', '', '', '', '')`);
  old.transaction(() => {
    insertRandomSheets(old, {
      count: 300,
      seed: 3,
      firstDay: '2025-12-01',
      days: 200,
      operatorIds: [1],
    });
  })();
  const visible = old.prepare('SELECT count(*) FROM declaration WHERE hidden = 0').pluck().get();
  const picked = old
    .prepare(
      `SELECT sum(pickup_weight) FROM item JOIN declaration ON declaration.id = declaration_id
       WHERE hidden = 0`,
    )
    .pluck()
    .get();
  old.close();

  const store = await openTestStore(file);
  expect(store.pragma('user_version', { simple: true })).toBe(migrations.length);
  const said = readStatistics(store, whole);
  const exact = readExactStatistics(store, whole);
  expect(said.total.figures).toMatchObject({ sheets: visible, pickupWeight: picked });
  expect(exact.sheets).toBe(visible);
  expect(said.total.customsTime?.sheets).toBe(exact.customsTime?.sheets);
  expect(said.rejections.length).toBeGreaterThan(1);
  rebuildSummary(store);
  expect(readStatistics(store, whole)).toEqual(said);
});
