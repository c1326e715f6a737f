import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cardLayout } from '../../simulators/eport-card/card-layout.ts';
import { fromHex, toHex } from '../../src-shared/signature/bytes.ts';
import {
  newCardFolder,
  pinBytes,
  trainingProfileFile,
} from '../../simulators/eport-card/training-card.ts';
import { cardProfileSchema, loadCardProfile, matchesAtr, paddedPin } from './card-profile.ts';

const profile = loadCardProfile(trainingProfileFile);
const withPin = (change: Partial<typeof profile.pin>) => ({
  ...profile,
  pin: { ...profile.pin, ...change },
});

describe('a card profile', () => {
  it('with anything unknown or missing is refused', () => {
    const text = z
      .record(z.string(), z.unknown())
      .parse(JSON.parse(readFileSync(trainingProfileFile, 'utf8')));
    expect(cardProfileSchema.safeParse({ ...text, more: 1 }).success).toBe(false);
    expect(cardProfileSchema.safeParse({ ...text, applicationId: 'F0' }).success).toBe(false);
    const file = join(newCardFolder(), 'profile.json');
    writeFileSync(file, '{}');
    expect(() => loadCardProfile(file)).toThrow();
  });

  it('of the training card says what the virtual card does', () => {
    expect(profile.applicationId).toEqual(cardLayout.applicationId);
    expect(profile.pin).toMatchObject(cardLayout.pin);
    for (const name of ['cardNumber', 'holder', 'certificate'] as const) {
      expect(Number(`0x${toHex(profile.files[name].id)}`)).toBe(cardLayout.files[name]);
    }
  });

  it('keeps the program from speaking to cards with another ATR', () => {
    const strict = { ...profile, atrPatterns: ['3B0.4B414B4F55'] };
    expect(matchesAtr(strict, fromHex('3B054B414B4F55'))).toBe(true);
    expect(matchesAtr(strict, fromHex('3B054B414B4F5500'))).toBe(false);
    expect(matchesAtr(strict, fromHex('3B0442414E4B'))).toBe(false);
    expect(matchesAtr(profile, fromHex('3B0442414E4B'))).toBe(true);
  });

  it('pads the PIN as the card wants it', () => {
    const shorter = withPin({ least: 4, paddedLength: 12, paddingByte: 0 });
    expect(toHex(paddedPin(shorter, pinBytes('1234')))).toBe('313233340000000000000000');
    expect(toHex(paddedPin(withPin({ paddedLength: null }), pinBytes('88888888')))).toBe(
      '3838383838383838',
    );
    expect(() => paddedPin(withPin({ characters: 'digits' }), pinBytes('8888888a'))).toThrow(
      'card.pinFormat',
    );
  });
});
