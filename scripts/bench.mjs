import { endOnSetUpError, ensureSetUp } from './setup.mjs';

endOnSetUpError();
const { electron } = await ensureSetUp({
  need: ['debian', 'npm', 'electron', 'build', 'pcscd', 'screen'],
});
const { runBenchmarks } = await import('../benchmarks/run-benchmarks.ts');
process.exit(await runBenchmarks({ electron, args: process.argv.slice(2) }));
