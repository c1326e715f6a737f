/** The row of tabs as plain data: which there are, in which order, and which one is seen. */
export interface TabList<Tab extends { readonly id: string }> {
  readonly tabs: readonly Tab[];
  readonly activeId: string | null;
}

/** Opens a tab at the right of the active one, or goes to it where it is open already. */
export const openTab = <Tab extends { readonly id: string }>(
  { tabs, activeId }: TabList<Tab>,
  tab: Tab,
): TabList<Tab> => {
  if (tabs.some(({ id }) => id === tab.id)) return { tabs, activeId: tab.id };
  const at = tabs.findIndex(({ id }) => id === activeId);
  const place = at < 0 ? tabs.length : at + 1;
  return { tabs: [...tabs.slice(0, place), tab, ...tabs.slice(place)], activeId: tab.id };
};

/** Puts another tab into the place of one. */
export const replaceTab = <Tab extends { readonly id: string }>(
  { tabs, activeId }: TabList<Tab>,
  oldId: string,
  tab: Tab,
): TabList<Tab> => ({
  tabs: tabs.map((old) => (old.id === oldId ? tab : old)),
  activeId: activeId === oldId ? tab.id : activeId,
});

/** Closes tabs; where the active one goes, its right neighbour is seen, else the left one. */
export const closeTabs = <Tab extends { readonly id: string }>(
  { tabs, activeId }: TabList<Tab>,
  closed: ReadonlySet<string>,
): TabList<Tab> => {
  const left = tabs.filter(({ id }) => !closed.has(id));
  if (activeId === null || !closed.has(activeId)) return { tabs: left, activeId };
  const at = tabs.findIndex(({ id }) => id === activeId);
  const stays = ({ id }: Tab): boolean => !closed.has(id);
  const next = tabs.slice(at).find(stays) ?? tabs.slice(0, Math.max(0, at)).findLast(stays);
  return { tabs: left, activeId: next?.id ?? null };
};

/** Goes to the next tab (1) or the one before (-1), around the ends. */
export const stepTab = <Tab extends { readonly id: string }>(
  { tabs, activeId }: TabList<Tab>,
  by: 1 | -1,
): TabList<Tab> => {
  const at = tabs.findIndex(({ id }) => id === activeId);
  return { tabs, activeId: tabs.at((at + by) % tabs.length)?.id ?? activeId };
};
