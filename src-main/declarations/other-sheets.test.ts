import { expect, it } from 'vitest';
import { queueSubmission } from '../../tests/support/queued.ts';
import { roadExport } from '../../tests/support/sample-sheets.ts';
import { storeDesk } from '../../tests/support/store-desk.ts';
import { findOthers } from './other-sheets.ts';

const ownDraft = '还有一票自己暂存、尚未申报的单证';
const rejected = '还有一票被退、尚未重新申报的单证';
const unfinished = '还有一票未办结的单证';

it.each([
  ['0', `${ownDraft}（暂存成功，2026-11-22 录入），车次确认编号 20261121000000000170001700000001`],
  [
    '1',
    `${unfinished}（申报成功，2026-11-22 录入），车次确认编号 20261121000000000170001700000001`,
  ],
  [
    '2',
    `${unfinished}（发往内网成功，2026-11-22 录入），车次确认编号 20261121000000000170001700000001`,
  ],
  [
    '10',
    `${unfinished}（海关入库成功，2026-11-22 录入），车次确认编号 20261121000000000170001700000001`,
  ],
  ['41', `${unfinished}（已锁定，2026-11-22 录入），车次确认编号 20261121000000000170001700000001`],
  [
    '42',
    `${unfinished}（解除锁定，2026-11-22 录入），车次确认编号 20261121000000000170001700000001`,
  ],
  ['20', `${rejected}（退单，2026-11-22 录入），车次确认编号 20261121000000000170001700000001`],
  [
    'FF',
    `${rejected}（发往内网失败，2026-11-22 录入），车次确认编号 20261121000000000170001700000001`,
  ],
  ['40', null],
  ['43', null],
  ['50', null],
] as const)('tells of a medium whose other sheet is in status %s: %s', async (status, told) => {
  const desk = await storeDesk();
  const sheet = desk.saved(roadExport);
  desk.store.exec(`UPDATE declaration SET status = '${status}'`);
  const messages = findOthers(desk.store, roadExport, null).map(({ message }) => message);
  expect(messages).toEqual(told === null ? [] : [`“粤BD12345”${told}`]);
  expect(findOthers(desk.store, roadExport, sheet.id)).toEqual([]);
  const another = { ...roadExport, head: { ...roadExport.head, mediumType: 'VE' } };
  expect(findOthers(desk.store, another, null)).toEqual([]);
});

it('names what waits in the outbox as being declared, not as a draft', async () => {
  const desk = await storeDesk();
  queueSubmission(desk, desk.saved(roadExport));
  const [finding, ...others] = findOthers(desk.store, roadExport, null);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ severity: 'warning', rule: 'mediumInUse', alone: true });
  expect(finding?.message).toContain(unfinished);
  expect(finding?.message).toContain('申报中');
});

it('takes the medium of a withdrawn sheet, and of a deleted one, for free', async () => {
  const desk = await storeDesk();
  desk.saved(roadExport);
  desk.store.exec(`UPDATE declaration SET status = '10'`);
  expect(findOthers(desk.store, roadExport, null)).toHaveLength(1);
  for (const mark of ['withdrawn', 'hidden']) {
    desk.store.exec(`UPDATE declaration SET ${mark} = 1`);
    expect(findOthers(desk.store, roadExport, null)).toEqual([]);
    desk.store.exec(`UPDATE declaration SET ${mark} = 0`);
  }
});
