import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** `test` of `test('…')`, of `it.each([…])('…')`, of `test.each<…>(…)('…')`. */
const rootOf = (expression: ts.Expression): string => {
  if (ts.isIdentifier(expression)) return expression.text;
  if (ts.isPropertyAccessExpression(expression) || ts.isCallExpression(expression)) {
    return rootOf(expression.expression);
  }
  return '';
};

const titleOf = (node: ts.Node, source: ts.SourceFile): string | null => {
  if (!ts.isCallExpression(node) || !['test', 'it'].includes(rootOf(node.expression))) return null;
  const [first] = node.arguments;
  if (first === undefined) return null;
  if (ts.isStringLiteralLike(first)) return first.text;
  return ts.isTemplateExpression(first) ? first.getText(source).slice(1, -1) : null;
};

/** The titles of the tests of a file as they stand in it: with `%s` and `${…}` unfilled. */
export const testTitles = (file: string): ReadonlySet<string> => {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const titles = new Set<string>();
  const visit = (node: ts.Node): void => {
    const title = titleOf(node, source);
    if (title !== null) titles.add(title);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return titles;
};
