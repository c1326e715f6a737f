import { existsSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import type { Failure } from '../../src-shared/errors/result.ts';

const settingsSchema = z.strictObject({
  /** Where the single window answers; training has its own. */
  endpointUrl: z.url({ protocol: /^https?$/ }).default('https://gate.singlewindow.invalid'),
  /** Hours after which a waiting submission asks 仍要申报？ (rules.md, Life 12). */
  parkAfterHours: z.number().min(1).max(168).default(12),
  /** Minutes without a word of customs after which a sheet counts as 超时未回执. */
  unansweredAfterMinutes: z.number().min(1).max(1440).default(30),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Where the file lies afterwards: under its own name still, where it can't be renamed. */
const setAside = (file: string, otherName: string): string => {
  try {
    renameSync(file, otherName);
    return otherName;
  } catch {
    return file;
  }
};

/**
 * Reads `settings.json` of the profile. One that can't be read is set aside under another name,
 * never deleted, and the program goes on with its defaults.
 */
export const readSettings = (
  folder: string,
  now: () => number = Date.now,
): { readonly settings: Settings; readonly problem: Failure | null } => {
  const file = path.join(folder, 'settings.json');
  const defaults = settingsSchema.parse({});
  if (!existsSync(file)) return { settings: defaults, problem: null };
  try {
    // Notepad writes a byte order mark.
    const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
    return { settings: settingsSchema.parse(JSON.parse(text)), problem: null };
  } catch {
    const kept = setAside(file, path.join(folder, `settings.unreadable-${String(now())}.json`));
    return { settings: defaults, problem: failureOf('settings.unreadable', { kept }) };
  }
};
