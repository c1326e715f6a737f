import { spawn } from 'node:child_process';

/** The project's Node, and the environment of its tools. */
export interface Tools {
  readonly node: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Runs one of the project's tools; answers whether it ended well. */
export const runTool = (
  { node, env }: Tools,
  cwd: string,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
  output: 'inherit' | 'ignore' = 'inherit',
): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(node, args, {
      cwd,
      stdio: ['ignore', output, output],
      env: { ...env, ...more },
    });
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
