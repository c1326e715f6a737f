import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCard } from './card.ts';
import type { CardOptions, VirtualCard } from './card.ts';

export const trainingProfileFile = fileURLToPath(
  new URL('../../resources/card-profiles/training.json', import.meta.url),
);

export const trainingCardNumber = '2100000000017';
export const trainingPin = '88888888';

export const pinBytes = (pin: string): Uint8Array => new TextEncoder().encode(pin);

export const newCardFolder = (): string => mkdtempSync(join(tmpdir(), 'kakou-card-'));

export const trainingCard = (options: Partial<CardOptions> = {}): VirtualCard =>
  createCard({
    cardNumber: trainingCardNumber,
    holder: '陈敏',
    pin: trainingPin,
    dataDir: newCardFolder(),
    ...options,
  });
