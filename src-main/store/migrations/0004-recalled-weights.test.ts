import path from 'node:path';
import { expect, it } from 'vitest';
import { insertFirstVersionSheet } from '../../../tests/support/first-version-rows.ts';
import { seaImport } from '../../../tests/support/sample-sheets.ts';
import { keepSampleOperator } from '../../../tests/support/sample-operator.ts';
import { morning, openTestStore } from '../../../tests/support/store-desk.ts';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { findSheet } from '../declarations.ts';
import { openStore } from '../store.ts';
import { recalledWeights } from './0004-recalled-weights.ts';
import { migrations } from './index.ts';

it('sheets of the version before ask for no confirmation of their weights', async () => {
  const file = path.join(temporaryFolder(), 'kakou.db');
  const old = await openStore(file, migrations.slice(0, migrations.indexOf(recalledWeights)));
  const { id: operatorId } = keepSampleOperator(old, 'chenmin');
  const id = insertFirstVersionSheet(old, seaImport, { operatorId, at: morning, number: '1' });
  old.close();

  expect(findSheet(await openTestStore(file), id)).toMatchObject({
    head: seaImport.head,
    items: seaImport.items,
    recalledWeights: [],
  });
});
