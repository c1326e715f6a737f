import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { readSettings } from './settings.ts';

const withSettings = (text: string): string => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'settings.json'), text);
  return folder;
};

it('starts with defaults where there are no settings', () => {
  const { settings, problem } = readSettings(temporaryFolder());
  expect(problem).toBeNull();
  expect(settings.parkAfterHours).toBe(12);
});

it('takes what an administrator wrote, also with Notepad', () => {
  const text = '{"endpointUrl": "https://gate.example.cn", "parkAfterHours": 6}';
  for (const written of [text, `\uFEFF${text}`]) {
    const { settings, problem } = readSettings(withSettings(written));
    expect(problem).toBeNull();
    expect(settings).toEqual({
      endpointUrl: 'https://gate.example.cn',
      parkAfterHours: 6,
      unansweredAfterMinutes: 30,
    });
  }
});

it.each([
  ['half a file', '{"parkAfterHours": 6'],
  ['nothing', ''],
  ['another kind of value', '[]'],
  ['a number out of range', '{"parkAfterHours": 0}'],
  ['an address that is none', '{"endpointUrl": "file:///etc/passwd"}'],
  ['a name that is none', '{"parkAfterHour": 6}'],
])('goes on with defaults and keeps the file where it is %s', (_what, text) => {
  const folder = withSettings(text);
  const { settings, problem } = readSettings(folder, () => 5);
  const kept = path.join(folder, 'settings.unreadable-5.json');
  expect(settings.parkAfterHours).toBe(12);
  expect(problem?.kind).toBe('settings.unreadable');
  expect(problem?.message).toContain(kept);
  expect(readFileSync(kept, 'utf8')).toBe(text);
  expect(existsSync(path.join(folder, 'settings.json'))).toBe(false);
  expect(readSettings(folder).problem).toBeNull();
});
