import { held } from './rule.ts';
import { switched } from './switch.ts';
import type { Switch } from './switch.ts';

/** {@link Switch}es of the query's conditions; each needs a build. */

const { queryConditionsWindow } = held;

export const querySwitches: readonly Switch[] = [
  switched(
    'src-renderer/query/QueryForm.vue',
    '{{ statuses[code].queryLabel }}',
    '{{ statuses[code].label }}',
    queryConditionsWindow(
      '单据状态 offers 全部 and the eleven words of the manual, and each finds its own',
    ),
  ),
  switched(
    'src-renderer/query/QueryScreen.vue',
    '@close="removeTag(tag.keys)"',
    '@close="removeTag([])"',
    queryConditionsWindow(
      'active conditions are always shown as tags, and a removed tag is a removed condition',
    ),
  ),
  switched(
    'src-renderer/query/QueryScreen.vue',
    'asked: keptConditions(asked.value)',
    'asked: keptConditions(typedOf(conditionsOf(asked.value, Date.now())))',
    queryConditionsWindow(
      '今天, 近 7 天 and 近 30 天 are relative: told with their days, and kept as what they are',
    ),
  ),
  switched(
    'src-renderer/query/conditions.ts',
    'if (markFields.some((mark) => mark.key === key)) return true;',
    'if (markFields.some((mark) => mark.key === key)) return undefined;',
    queryConditionsWindow(
      '待签, 已删单, 变更过, 发送状态, 操作人员 and 只看本人 find their sheets',
    ),
  ),
];
