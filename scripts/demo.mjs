import { endOnSetUpError, ensureSetUp } from './setup.mjs';

endOnSetUpError();
const { cardService } = await ensureSetUp({
  need: ['debian', 'npm', 'electron', 'build', 'pcscd', 'screen'],
});
const { runDemo } = await import('./demo/run-demo.ts');
process.exit(await runDemo({ withCardService: cardService === true, args: process.argv.slice(2) }));
