import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

export type LogLevel = 'information' | 'warning' | 'error';
export type LogDetails = Readonly<Record<string, unknown>>;
export interface Log {
  readonly write: (level: LogLevel, message: string, details?: LogDetails) => void;
}

/** Names under which secrets and personal data travel; their values are never written. */
const secretName =
  /pin|password|passwort|token|captcha|authorization|payload|signature|certificate|secret|密码|口令|验证码/i;

const bearer = /Bearer\s+\S+/gi;
/** `password=…`, `"token": "…"`: how a secret gets into the text of an error. */
const namedInText =
  /((?:pin|password|token|captcha\w*|authorization|secret)["']?\s*[:=]\s*)("(?:[^"\\]|\\.)*"|'[^']*'|[^\s,;&}\]]+)/gi;

/** A copy without secrets: by the name they go under, in values and in the midst of a text. */
export const redact = (value: unknown, depth = 0): unknown => {
  if (typeof value === 'string') {
    return value.replace(bearer, 'Bearer [redacted]').replace(namedInText, '$1[redacted]');
  }
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Error) {
    return { name: value.name, message: redact(value.message), stack: redact(value.stack) };
  }
  if (value === null || typeof value !== 'object') return value;
  if (ArrayBuffer.isView(value) || depth > 5) return '[redacted]';
  if (Array.isArray(value)) return value.map((entry) => redact(entry, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key,
      secretName.test(key) ? '[redacted]' : redact(entry, depth + 1),
    ]),
  );
};

const largestFile = 2_000_000;

/**
 * Writes one JSON line an entry to `kakou.log` in the folder, and keeps the file before it.
 * A log that can't be written stops nothing: the program goes on without.
 */
export const createLog = (folder: string, now: () => number = Date.now): Log => {
  const file = path.join(folder, 'kakou.log');
  return {
    write: (level, message, details = {}) => {
      try {
        const line = JSON.stringify({
          at: new Date(now()).toISOString(),
          level,
          message: redact(message),
          ...(Object.keys(details).length > 0 ? { details: redact(details) } : {}),
        });
        mkdirSync(folder, { recursive: true });
        if (existsSync(file) && statSync(file).size > largestFile) {
          renameSync(file, path.join(folder, 'kakou.earlier.log'));
        }
        appendFileSync(file, `${line}\n`);
      } catch {
        // There is nowhere left to tell it.
      }
    },
  };
};
