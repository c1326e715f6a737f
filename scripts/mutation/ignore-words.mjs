import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** Properties of the tables that hold a sentence for the clerk and nothing that is computed with. */
const sentences = new Set(['hint', 'sentence']);

const isSentence = (path) =>
  path.isObjectProperty() &&
  path.node.key.type === 'Identifier' &&
  sentences.has(path.node.key.name) &&
  path.node.value.type === 'StringLiteral';

const isErrorWords = (path) =>
  path.isCallExpression() &&
  path.node.callee.type === 'Identifier' &&
  path.node.callee.name === 'defineErrors';

/**
 * Emptying a sentence for the clerk changes what is read, not what is allowed. Every other text is
 * mutated: codes, keys, conditions, labels, and the messages of the rules.
 */
export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'clerks-words', {
    shouldIgnore: (path) =>
      isSentence(path) || isErrorWords(path) ? "The clerk's words" : undefined,
  }),
];
