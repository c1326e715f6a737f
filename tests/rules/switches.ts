import { amendingSwitches } from './amending-switches.ts';
import { declaringSwitches } from './declaring-switches.ts';
import { followingSwitches } from './following-switches.ts';
import { formSwitches } from './form-switches.ts';
import { querySwitches } from './query-switches.ts';
import { savingSwitches } from './saving-switches.ts';
import type { Switch } from './switch.ts';
import { windowSwitches } from './window-switches.ts';

/**
 * For rules that do not live in src-shared, where Stryker mutates. `npm run mutation` switches them
 * off one by one in a copy of the project.
 */
export const switches: readonly Switch[] = [
  ...savingSwitches,
  ...declaringSwitches,
  ...followingSwitches,
  ...amendingSwitches,
  ...formSwitches,
  ...windowSwitches,
  ...querySwitches,
];
