import { continueOnProjectNode, endOnSetUpError } from './setup/terminal.mjs';

endOnSetUpError();
await continueOnProjectNode();
const { buildBundles } = await import('./build/bundles.ts');
const built = await buildBundles({ force: process.argv.includes('--force') });
console.log(built.length > 0 ? `built ${built.join(', ')}` : 'everything is up to date');
