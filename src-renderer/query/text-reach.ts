import {
  foldQuestion,
  isSystemBeginning,
  isSystemEnd,
} from '../../src-shared/declaration/free-text.ts';
import type { TextReach } from '../../src-shared/declaration/query-words.ts';

/** How far free text has reached, and how it can be made to reach further. */

interface ReachWords {
  /** What the list shows. */
  readonly found: string;
  /** The button that asks for it. */
  readonly further: string;
  /** Behind the text in its tag. */
  readonly tag: string;
}

const words: Readonly<Record<TextReach, ReachWords>> = {
  whole: {
    found: '列出的是编号、车牌、集装箱号或提单号与它完全相同的单证。',
    further: '',
    tag: '（完整编号）',
  },
  systemNumber: {
    found: '列出的是车次确认编号或数据中心统一编码以它开头或结尾的单证。',
    further: '查找以它开头或结尾的编号',
    tag: '（编号开头或结尾）',
  },
  anywhere: {
    found: '列出的是任一编号、备注、船名或航次中含有它的单证。',
    further: '在任意位置继续查找',
    tag: '（任意位置）',
  },
};

const isReach = (text: string): text is TextReach => text in words;

/** Empty where the program chooses itself how far it looks. */
export const reachWords = (reach: string): string => (isReach(reach) ? words[reach].tag : '');

export const foundWords = (reach: TextReach): string => words[reach].found;
export const furtherWords = (reach: TextReach): string => words[reach].further;

/** Where else the text may be found than as far as the list has reached, the nearest first. */
export const furtherReaches = (typed: string, reached: TextReach): readonly TextReach[] => {
  if (reached === 'anywhere') return [];
  const text = foldQuestion(typed);
  const mayBeginOrEnd = isSystemBeginning(text) || isSystemEnd(text);
  return reached === 'whole' && mayBeginOrEnd ? ['systemNumber', 'anywhere'] : ['anywhere'];
};
