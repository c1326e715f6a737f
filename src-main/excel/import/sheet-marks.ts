import type { Merge } from './table-file.ts';

/**
 * What Excel's own reader of cells passes over: hidden rows and merged cells, picked out of a
 * worksheet's text while it streams by.
 */

export interface SheetMarks {
  readonly hiddenLines: ReadonlySet<number>;
  readonly merges: readonly Merge[];
}

/** More of either is no list of a clerk; rows beyond what is imported don't matter. */
const mostMarks = 100_000;
/** No tag of these is longer; a longer one is not waited for. */
const longestTag = 4096;

const tag = /<(?:\w+:)?(row|mergeCell)\s([^>]*)>/g;
const rowNumber = /\br="(\d+)"/;
const isHidden = /\bhidden="(?:1|true)"/;
const mergedRange = /\bref="(([A-Z]+)(\d+):([A-Z]+)(\d+))"/;

const columnNumber = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

const mergeOf = (attributes: string): Merge | null => {
  const [, range, left, top, right, bottom] = mergedRange.exec(attributes) ?? [];
  if (range === undefined || left === undefined || right === undefined) return null;
  return {
    range,
    top: Number(top),
    left: columnNumber(left),
    bottom: Number(bottom),
    right: columnNumber(right),
  };
};

/** Takes a worksheet's XML chunk by chunk. */
export const watchSheetMarks = (): SheetMarks & { readonly take: (chunk: Uint8Array) => void } => {
  const hiddenLines = new Set<number>();
  const merges: Merge[] = [];
  const decoder = new TextDecoder();
  let open = '';
  const take = (chunk: Uint8Array): void => {
    const text = open + decoder.decode(chunk, { stream: true });
    for (const [, name, attributes = ''] of text.matchAll(tag)) {
      if (name === 'row') {
        const line = rowNumber.exec(attributes)?.[1];
        if (line !== undefined && isHidden.test(attributes) && hiddenLines.size < mostMarks) {
          hiddenLines.add(Number(line));
        }
      } else if (merges.length < mostMarks) {
        const merge = mergeOf(attributes);
        if (merge !== null) merges.push(merge);
      }
    }
    const lastOpen = text.lastIndexOf('<');
    const waits = lastOpen >= 0 && !text.includes('>', lastOpen);
    open = waits && text.length - lastOpen < longestTag ? text.slice(lastOpen) : '';
  };
  return { hiddenLines, merges, take };
};
