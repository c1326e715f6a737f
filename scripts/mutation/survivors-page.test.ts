import { expect, test } from 'vitest';
import { survivorsPage } from './survivors-page.ts';

test('docs/mutation.md names the survivors that the run allows, and no others', () => {
  const { found, expected } = survivorsPage();
  expect(found).toBe(expected);
});
