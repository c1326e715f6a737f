import { expect, it } from 'vitest';
import { anywhereExpression, numberExpression } from '../../src-shared/declaration/free-text.ts';
import { seaImport } from '../../tests/support/sample-sheets.ts';
import { storeDesk } from '../../tests/support/store-desk.ts';
import { searchText } from './free-text-search.ts';
import { querySheets } from './query.ts';

const remarked = (remark: string) => ({ ...seaImport, head: { ...seaImport.head, remark } });

it('finds a long text by a part of it where few sheets have that, and no sheet with the part alone', async () => {
  const desk = await storeDesk();
  const whole = desk.saved(remarked('封条破损已拍照片并上传留存待查'));
  desk.saved(remarked('上传留存待查'));
  const asked = '封条破损已拍照片并上传留存待';
  expect(searchText(desk.store, asked, undefined)).toEqual({
    kind: 'ids',
    ids: [whole.id],
    reach: 'anywhere',
  });
  expect(searchText(desk.store, '封条破损已拍照片并上传留存了', 'anywhere')).toMatchObject({
    kind: 'ids',
    ids: [],
  });
});

it('goes along the whole of a long text where very many sheets hold its part', async () => {
  const desk = await storeDesk();
  const ids = Array.from(
    { length: 66 },
    (_, index) => desk.saved(remarked(`封条破损已拍照片并上传留存 ${String(index)}`)).id,
  );
  const asked = '封条破损已拍照片并上传留存';
  expect(searchText(desk.store, asked, undefined)).toMatchObject({ kind: 'match' });
  const { rows } = querySheets(desk.store, { text: asked }, null, 100);
  expect(rows.map(({ id }) => id)).toEqual(ids.toReversed());
  expect(querySheets(desk.store, { text: `${asked} 65` }, null, 100).rows).toHaveLength(1);
});

it('looks for a number in remarks only where one of them holds a part of it', async () => {
  const desk = await storeDesk();
  const bound = desk.saved(seaImport);
  const number = seaImport.items[0]?.containerNo1.slice(2, 10) ?? '';
  const match = (): unknown => searchText(desk.store, number, 'anywhere');
  expect(match()).toMatchObject({ kind: 'match', expression: numberExpression(number) });
  const told = desk.saved(remarked(`箱号 ${number} 有破损`));
  expect(match()).toMatchObject({ kind: 'match', expression: anywhereExpression(number) });
  const { rows } = querySheets(desk.store, { text: number }, null, 10);
  expect(rows.map(({ id }) => id)).toEqual([told.id, bound.id]);
});
