import fc from 'fast-check';
import path from 'node:path';
import { expect, it } from 'vitest';
import { fileBehind } from './window-files.ts';

const folder = path.resolve('/opt/kakou/window');

it.each([
  ['kakou://app/', 'index.html'],
  ['kakou://app/index.html', 'index.html'],
  ['kakou://app/index.html?x=1#/declare', 'index.html'],
  ['kakou://app/assets/index-abc.js', 'assets/index-abc.js'],
  ['kakou://app/assets/%E5%AD%97.woff2', 'assets/字.woff2'],
])('serves %s', (url, file) => {
  expect(fileBehind(url, folder)).toBe(path.join(folder, file));
});

it.each([
  'kakou://app/..%2f..%2fetc/passwd',
  'kakou://app/assets/..%2F..%2F..%2Fetc%2Fpasswd',
  'kakou://app/%2e%2e%2fwindow-of-another/index.html',
  'kakou://app/%00index.html',
  'kakou://app/%',
  'kakou://other/index.html',
  'kakou://app:8080/index.html',
  'https://app/index.html',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'not a url',
  '',
])('serves nothing for %s', (url) => {
  expect(fileBehind(url, folder)).toBeNull();
});

it('never leaves its folder, whatever is asked for', () => {
  const part = fc.oneof(
    fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', '..%2f', '/', '\\', '//', '%00', '%252e'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const file = fileBehind(`kakou://app/${parts.join('/')}`, folder);
      if (file === null) return;
      expect(path.relative(folder, file)).not.toMatch(/^\.\.(?:\/|$)/);
      expect(path.isAbsolute(path.relative(folder, file))).toBe(false);
      expect(file).not.toContain('\0');
    }),
    { seed: 3, numRuns: 2000 },
  );
});
