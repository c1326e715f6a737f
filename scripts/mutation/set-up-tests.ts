import fc from 'fast-check';

/**
 * The same cases for every mutant, few of them, and none sought for a smaller example: it fails,
 * that is all.
 */
fc.configureGlobal({ seed: 1, endOnFailure: true, numRuns: 25 });
