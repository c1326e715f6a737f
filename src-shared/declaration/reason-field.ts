import type { Place } from './findings.ts';
import { headFields, itemFields } from './fields.ts';
import type { HeadFieldKey, ItemFieldKey } from './fields.ts';
import type { Item, Sheet } from './sheet.ts';

/** Words of customs for a field, beside its label; longer ones are looked for first. */
const headWords: Readonly<Partial<Record<HeadFieldKey, readonly string[]>>> = {
  mediumId: ['该车', '车牌', '绑定介质'],
  customsCode: ['关区'],
};
const itemWords: Readonly<Partial<Record<ItemFieldKey, readonly string[]>>> = {
  containerNo1: ['集装箱号', '箱号'],
  sealNos1: ['安全智能锁号', '关锁号', '锁号'],
  objectId: ['绑定对象', '提单号', '转关单号'],
  voyageNo: ['航次', '货物运输批次号'],
};

const named = [
  ...headFields.flatMap(({ key, label }) =>
    [label, ...(headWords[key] ?? [])].map((word) => ({ part: 'head' as const, key, word })),
  ),
  ...itemFields.flatMap(({ key, label }) =>
    [label, ...(itemWords[key] ?? [])].map((word) => ({ part: 'item' as const, key, word })),
  ),
].sort((a, b) => b.word.length - a.word.length);

/** A value this short says nothing: every reason would name it. */
const shortestTelling = 4;

const valueNamed = (reason: string, items: readonly Item[]): Place | null => {
  for (const [itemIndex, item] of items.entries()) {
    // A container bound as the object is mended in its own field first.
    for (const field of ['containerNo1', 'containerNo2', 'objectId', 'voyageNo'] as const) {
      const value = item[field];
      if (value.length >= shortestTelling && reason.includes(value)) {
        return { part: 'item', itemIndex, field };
      }
    }
  }
  return null;
};

/**
 * The field that customs' reason is about: the one whose value it quotes, else the one it names;
 * null where it says neither. A named item field is taken on the first item.
 */
export const fieldOfReason = (reason: string, { items }: Sheet): Place | null => {
  const quoted = valueNamed(reason, items);
  if (quoted !== null) return quoted;
  const found = named.find(({ word }) => reason.includes(word));
  if (found === undefined) return null;
  if (found.part === 'head') return { part: 'head', itemIndex: null, field: found.key };
  return items.length === 0 ? null : { part: 'item', itemIndex: 0, field: found.key };
};
