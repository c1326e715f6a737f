import { randomInt, randomUUID } from 'node:crypto';
import type { Captcha } from '../../src-shared/contract/endpoint-api.ts';
import type { EndpointDatabase } from './database.ts';

const lifetimeMs = 5 * 60_000;
const length = 4;

/**
 * The strokes of each character on a grid of 4 by 6, as an SVG path: needs no font, and leaves out
 * what is easily mistaken (0 O, 1 I, 2 Z, 8 B).
 */
const strokes: Readonly<Record<string, string>> = {
  '2': 'M0 1.4Q0 0 2 0Q4 0 4 1.6Q4 2.8 0 6H4',
  '3': 'M0 0H4L2 2.4Q4 2.6 4 4.2Q4 6 2 6Q.6 6 0 5',
  '4': 'M3 6V0L0 4H4',
  '5': 'M4 0H0V2.6H2.4Q4 2.8 4 4.3Q4 6 2 6H0',
  '6': 'M3.6 0Q0 1 0 4Q0 6 2 6Q4 6 4 4.3Q4 2.8 2 2.8Q.6 2.8 0 4',
  '7': 'M0 0H4L1.4 6',
  '9': 'M.4 6Q4 5 4 2Q4 0 2 0Q0 0 0 1.7Q0 3.2 2 3.2Q3.4 3.2 4 2',
  A: 'M0 6L2 0L4 6M.8 4H3.2',
  C: 'M4 1Q3 0 2 0Q0 0 0 3Q0 6 2 6Q3 6 4 5',
  E: 'M4 0H0V6H4M0 3H3',
  F: 'M4 0H0V6M0 3H3',
  H: 'M0 0V6M4 0V6M0 3H4',
  K: 'M0 0V6M4 0L0 3.4M1 2.6L4 6',
  L: 'M0 0V6H4',
  P: 'M0 6V0H2.4Q4 0 4 1.6Q4 3.2 2.4 3.2H0',
  T: 'M0 0H4M2 0V6',
  X: 'M0 0L4 6M4 0L0 6',
  Y: 'M0 0L2 3L4 0M2 3V6',
};
const alphabet = Object.keys(strokes);

const width = 120;
const height = 40;

const noiseLine = (): string =>
  `<path d="M${randomInt(0, 20)} ${randomInt(4, height - 4)}` +
  `Q${randomInt(30, 90)} ${randomInt(0, height)} ${randomInt(100, width)} ` +
  `${randomInt(4, height - 4)}" stroke="#9aa7b5" stroke-width="1"/>`;

const noiseDot = (): string =>
  `<circle cx="${randomInt(2, width)}" cy="${randomInt(2, height)}" r="1" fill="#9aa7b5"/>`;

const glyph = (character: string, index: number): string =>
  `<g transform="translate(${12 + index * 27 + randomInt(-3, 4)} ${8 + randomInt(-3, 4)}) ` +
  `rotate(${randomInt(-14, 15)} 8 12) scale(4)">` +
  `<path d="${strokes[character] ?? ''}" stroke="#24476b" stroke-width=".7" ` +
  `stroke-linecap="round" stroke-linejoin="round"/></g>`;

const picture = (text: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
  `viewBox="0 0 ${width} ${height}" fill="none"><rect width="100%" height="100%" fill="#f3f6f9"/>` +
  Array.from({ length: 3 }, noiseLine).join('') +
  Array.from({ length: 24 }, noiseDot).join('') +
  [...text].map(glyph).join('') +
  '</svg>';

export interface Captchas {
  readonly create: () => Captcha;
  /** Uses the captcha up and says whether the text is right. */
  readonly solve: (id: string, text: string) => boolean;
  /** For the control side: tests can't look at pictures. */
  readonly textOf: (id: string) => string | null;
  /** Of the newest captcha, for a test that sees only the window. */
  readonly latestText: () => string | null;
}

export const createCaptchas = (database: EndpointDatabase, now: () => number): Captchas => {
  const insert = database.prepare('INSERT INTO captcha (id, text, expires_at) VALUES (?, ?, ?)');
  const forget = database.prepare('DELETE FROM captcha WHERE expires_at < ?');
  const take = database.prepare<[string], { text: string; expires_at: number }>(
    'DELETE FROM captcha WHERE id = ? RETURNING text, expires_at',
  );
  const read = database.prepare<[string], { text: string }>(
    'SELECT text FROM captcha WHERE id = ?',
  );
  const readLatest = database.prepare<[], { text: string }>(
    'SELECT text FROM captcha ORDER BY rowid DESC LIMIT 1',
  );
  return {
    create: () => {
      const text = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
      const captchaId = randomUUID();
      const expiresAt = now() + lifetimeMs;
      forget.run(now());
      insert.run(captchaId, text, expiresAt);
      return {
        captchaId,
        image: `data:image/svg+xml;base64,${Buffer.from(picture(text)).toString('base64')}`,
        expiresAt: new Date(expiresAt).toISOString(),
      };
    },
    solve: (id, text) => {
      const found = take.get(id);
      return (
        found !== undefined && found.expires_at >= now() && found.text === text.trim().toUpperCase()
      );
    },
    textOf: (id) => read.get(id)?.text ?? null,
    latestText: () => readLatest.get()?.text ?? null,
  };
};
