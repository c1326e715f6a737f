import { expect, it } from 'vitest';
import type { OperatorProfile } from '../../src-shared/contract/schemas.ts';
import { roadExport, seaImport } from '../../tests/support/sample-sheets.ts';
import { kindOf, storeDesk, valueOf } from '../../tests/support/store-desk.ts';
import type { StoreDesk } from '../../tests/support/store-desk.ts';
import {
  deleteTemplate,
  keepTemplate,
  nameTemplate,
  templateContent,
  templateList,
} from './templates.ts';

const parts = ({ store, clock }: StoreDesk, operator: OperatorProfile) => ({
  store,
  operator,
  now: () => clock.now,
});
const sheetOf = (sheet: typeof roadExport) => ({ head: sheet.head, items: [...sheet.items] });
const road = { name: '皇岗出口', shared: false, sheet: sheetOf(roadExport), replace: false };

it('brings a template back to the letter, an own one to nobody else', async () => {
  const desk = await storeDesk();
  const [mine, other] = [parts(desk, desk.chenmin), parts(desk, desk.liwei)];
  valueOf(keepTemplate(mine, road));
  valueOf(keepTemplate(mine, { ...road, name: '海运', shared: true, sheet: sheetOf(seaImport) }));
  expect(templateList(mine).map(({ name, itemCount }) => [name, itemCount])).toEqual([
    ['海运', 2],
    ['皇岗出口', 1],
  ]);
  expect(templateList(other).map(({ name, changeable }) => [name, changeable])).toEqual([
    ['海运', false],
  ]);
  const id = templateList(mine)[1]?.id ?? 0;
  expect(valueOf(templateContent(mine, id))).toEqual(roadExport);
  expect(kindOf(templateContent(other, id))).toBe('template.notFound');
  expect(kindOf(deleteTemplate(other, id))).toBe('template.notFound');
});

it('replaces a name only when told to', async () => {
  const desk = await storeDesk();
  const mine = parts(desk, desk.chenmin);
  valueOf(keepTemplate(mine, road));
  const again = { ...road, sheet: sheetOf(seaImport) };
  expect(kindOf(keepTemplate(mine, again))).toBe('template.nameTaken');
  valueOf(keepTemplate(mine, { ...again, replace: true }));
  expect(templateList(mine)).toHaveLength(1);
  expect(valueOf(templateContent(mine, templateList(mine)[0]?.id ?? 0))).toEqual(seaImport);
  expect(kindOf(keepTemplate(parts(desk, desk.liwei), road))).toBe('no failure');
});

it('lets only its maker or an administrator change a shared one', async () => {
  const desk = await storeDesk();
  const mine = parts(desk, { ...desk.chenmin, rights: ['clerk'] });
  const other = parts(desk, { ...desk.liwei, rights: ['clerk'] });
  const administrator = parts(desk, { ...desk.wangfang, rights: ['administrator'] });
  valueOf(keepTemplate(mine, { ...road, shared: true }));
  const id = templateList(mine)[0]?.id ?? 0;
  expect(kindOf(nameTemplate(other, { id, name: '我的' }))).toBe('template.notYours');
  expect(kindOf(deleteTemplate(other, id))).toBe('template.notYours');
  expect(kindOf(keepTemplate(other, { ...road, shared: true, replace: true }))).toBe(
    'template.notYours',
  );
  valueOf(nameTemplate(administrator, { id, name: '公用' }));
  expect(templateList(other)[0]?.name).toBe('公用');
  valueOf(deleteTemplate(mine, id));
  expect(templateList(other)).toEqual([]);
});

it('gives no template the name of another', async () => {
  const desk = await storeDesk();
  const mine = parts(desk, desk.chenmin);
  valueOf(keepTemplate(mine, road));
  valueOf(keepTemplate(mine, { ...road, name: '另一个' }));
  const [first] = templateList(mine);
  expect(kindOf(nameTemplate(mine, { id: first?.id ?? 0, name: '皇岗出口' }))).toBe(
    'template.nameTaken',
  );
  valueOf(nameTemplate(mine, { id: first?.id ?? 0, name: first?.name ?? '' }));
});
