import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** Properties of the tables that hold a sentence for the clerk and nothing that is computed with. */
const sentences = new Set(['hint', 'sentence']);

/**
 * The parts of Babel's nodes that are looked at.
 * @typedef {{ type: string, name?: string }} Part
 * @typedef {Part & { key?: Part, value?: Part, callee?: Part }} Node
 */

/** @param {Node} node */
const isSentence = ({ type, key, value }) =>
  type === 'ObjectProperty' && sentences.has(key?.name ?? '') && value?.type === 'StringLiteral';

/** @param {Node} node */
const isErrorWords = ({ type, callee }) =>
  type === 'CallExpression' && callee?.name === 'defineErrors';

/**
 * Emptying a sentence for the clerk changes what is read, not what is allowed; that none is empty is
 * tested beside the tables. Every other text is mutated: codes, keys, conditions, labels, and the
 * messages of the rules.
 */
export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'clerks-words', {
    /** @param {{ node: Node }} path */
    shouldIgnore: ({ node }) =>
      isSentence(node) || isErrorWords(node) ? "The clerk's words" : undefined,
  }),
];
