import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The virtual card as a program of its own, as `npm run card` starts it. */
export interface CardProgram {
  readonly insert: () => Promise<void>;
  readonly remove: () => Promise<void>;
  readonly quit: () => Promise<void>;
}

const program = fileURLToPath(new URL('../../simulators/eport-card/main.ts', import.meta.url));

export const startCardProgram = async (options: readonly string[]): Promise<CardProgram> => {
  const child = spawn(process.execPath, [program, ...options], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const waiting: ((line: string) => void)[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const next = waiting.shift();
    if (next) next(line);
    else lines.push(line);
  });
  const nextLine = async (): Promise<string> =>
    lines.shift() ?? (await new Promise((resolve) => waiting.push(resolve)));
  /** News that nobody asked for (`gone`) may come before the answer. */
  const answered = async (expected: string): Promise<void> => {
    for (;;) {
      const line = await nextLine();
      if (line === expected) return;
      if (line.startsWith('failed')) throw new Error(`The virtual card says: ${line}`);
    }
  };
  const tell = (command: string): void => {
    child.stdin.write(`${command}\n`);
  };
  await answered('inserted');
  return {
    insert: async () => {
      tell('insert');
      await answered('inserted');
    },
    remove: async () => {
      tell('remove');
      await answered('removed');
    },
    quit: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null) return resolve();
        child.once('exit', () => resolve());
        tell('quit');
      }),
  };
};
