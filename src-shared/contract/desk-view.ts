import { z } from 'zod';
import { firstQueryView, queryViewSchema } from './query-view.ts';

/** How the window looks and what stands open in it, as one operator left it on this desk. */

export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Text sizes in percent. */
export const textSizes = [100, 110, 125, 150] as const;
export type TextSize = (typeof textSizes)[number];

/** How a sheet stands in its tab: 修改 (or 新增), 查看, 变更, 删单. */
export const sheetModes = ['edit', 'view', 'amend', 'withdraw'] as const;
export type SheetMode = (typeof sheetModes)[number];
/** Screens that are open at most once, each in a tab of its own; the menu leads to them. */
export const screenNames = ['query', 'troubles', 'statistics'] as const;
export type ScreenName = (typeof screenNames)[number];

/** A tab as it is kept: a sheet by its working copy or, where nothing is unsaved, by its row. */
const keptTabSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(screenNames) }),
  z.strictObject({
    kind: z.literal('sheet'),
    id: z.uuid(),
    declarationId: z.number().int().nullable(),
    mode: z.enum(sheetModes),
  }),
]);
export type KeptTab = z.infer<typeof keptTabSchema>;

export const deskViewSchema = z.strictObject({
  theme: z.enum(themes),
  textSize: z.literal(textSizes),
  /** Null until the operator has folded or unfolded it: then the window's width decides. */
  menuFolded: z.boolean().nullable(),
  tabs: z.array(keptTabSchema).max(200),
  /** Index in `tabs` of the one that is seen. */
  activeTab: z.number().int().nullable(),
  query: queryViewSchema,
});
export type DeskView = z.infer<typeof deskViewSchema>;

export const firstView: DeskView = {
  theme: 'light',
  textSize: 100,
  menuFolded: null,
  tabs: [],
  activeTab: null,
  query: firstQueryView,
};
