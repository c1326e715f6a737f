import { execFileSync } from 'node:child_process';
import { ensureCardService } from '../../scripts/setup/card-service.ts';
import { expect, test } from '../support/desk.ts';

const stopCardService = (): void => {
  const isRoot = process.getuid?.() === 0;
  const command = ['-x', 'pcscd'];
  if (isRoot) execFileSync('pkill', command);
  else execFileSync('sudo', ['-n', 'pkill', ...command]);
};

test('a card service that is not running is named, and found again when it is back', async ({
  openDesk,
}) => {
  test.skip(process.platform !== 'linux', 'the service can only be stopped on Linux');
  const desk = await openDesk({ withCardService: true });
  const { window } = await desk.start();
  await desk.signIn(window);
  await expect(window.getByTestId('card-state')).toContainText('2100000000017');
  try {
    stopCardService();
    await expect(window.getByTestId('card-state')).toContainText('没有运行', {
      timeout: 20_000,
    });
    await window.getByTestId('menu-new').click();
    await expect(window.getByTestId('head-customsCode')).toBeEnabled();
  } finally {
    expect(await ensureCardService()).toBe(true);
  }
  await expect(window.getByTestId('card-state')).toContainText('读卡器中没有卡', {
    timeout: 20_000,
  });
  await desk.card.insert();
  await expect(window.getByTestId('card-state')).toContainText('2100000000017', {
    timeout: 20_000,
  });
});
