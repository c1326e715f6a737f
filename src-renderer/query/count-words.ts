import { mostCounted } from '../../src-shared/declaration/query-words.ts';
import type { SheetCount } from './sheet-list.ts';

const grouped = new Intl.NumberFormat('en-US');

/** 共 n 票, beyond 10,000 超过 10,000 票. */
export const countWords = (count: SheetCount | null): string => {
  if (count === null) return '正在计数…';
  return count.isMore
    ? `超过 ${grouped.format(mostCounted)} 票`
    : `共 ${grouped.format(count.count)} 票`;
};

/** How many are chosen of those that match; `except` were unchecked again. */
export const matchingWords = (count: SheetCount | null, except: number): string => {
  if (count === null) return '';
  if (!count.isMore) return `${grouped.format(Math.max(0, count.count - except))} 票`;
  const left = `超过 ${grouped.format(mostCounted)} 票`;
  return except === 0 ? left : `${left}（已去掉 ${grouped.format(except)} 票）`;
};
