import { z } from 'zod';
import { headSchema, itemSchema } from '../../src-shared/contract/schemas.ts';
import type { TemplateRow } from '../../src-shared/contract/schemas.ts';
import type { Sheet } from '../../src-shared/declaration/sheet.ts';
import type { ReadableStore, WritableStore } from './store.ts';

/** 模板: a head and items under a name, an operator's own or for everybody. */

const rowSchema = z.object({
  id: z.number(),
  operator_id: z.number(),
  shared: z.number(),
  name: z.string(),
  item_count: z.number(),
  changed_at: z.number(),
  display_name: z.string(),
});

const selectRow = `
  SELECT template.id, operator_id, shared, name, item_count, changed_at, display_name
  FROM template JOIN operator ON operator.id = template.operator_id`;

export interface StoredTemplate extends Omit<TemplateRow, 'changeable'> {
  readonly operatorId: number;
}

const templateOf = (found: unknown): StoredTemplate => {
  const row = rowSchema.parse(found);
  return {
    id: row.id,
    operatorId: row.operator_id,
    shared: row.shared === 1,
    name: row.name,
    itemCount: row.item_count,
    changedAt: row.changed_at,
    ownerName: row.display_name,
  };
};

/** The operator's own and everybody's, by name. */
export const listTemplates = (store: ReadableStore, operatorId: number): StoredTemplate[] =>
  store
    .prepare(`${selectRow} WHERE operator_id = ? OR shared = 1 ORDER BY name, shared, template.id`)
    .all(operatorId)
    .map(templateOf);

/** Null where there is none that this operator may see. */
export const findTemplate = (
  store: ReadableStore,
  operatorId: number,
  id: number,
): StoredTemplate | null => {
  const found = store
    .prepare(`${selectRow} WHERE template.id = ? AND (operator_id = ? OR shared = 1)`)
    .get(id, operatorId);
  return found === undefined ? null : templateOf(found);
};

/** The one that already has this name: everybody's, or the operator's own. */
export const findTemplateByName = (
  store: ReadableStore,
  operatorId: number,
  name: string,
  shared: boolean,
): StoredTemplate | null => {
  const found = store
    .prepare(
      shared
        ? `${selectRow} WHERE name = ? AND shared = 1`
        : `${selectRow} WHERE name = ? AND shared = 0 AND operator_id = ?`,
    )
    .get(...(shared ? [name] : [name, operatorId]));
  return found === undefined ? null : templateOf(found);
};

export const templateSheet = (store: ReadableStore, id: number): Sheet => {
  const row = z
    .object({ head: z.string(), items: z.string() })
    .parse(store.prepare('SELECT head, items FROM template WHERE id = ?').get(id));
  return {
    head: headSchema.parse(JSON.parse(row.head)),
    items: z.array(itemSchema).parse(JSON.parse(row.items)),
  };
};

export const insertTemplate = (
  store: WritableStore,
  template: {
    readonly operatorId: number;
    readonly name: string;
    readonly shared: boolean;
    readonly sheet: Sheet;
    readonly at: number;
  },
): void => {
  const { operatorId, name, shared, sheet, at } = template;
  store
    .prepare(
      `INSERT INTO template (operator_id, shared, name, head, items, item_count, changed_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      operatorId,
      shared ? 1 : 0,
      name,
      JSON.stringify(sheet.head),
      JSON.stringify(sheet.items),
      sheet.items.length,
      at,
    );
};

export const renameTemplate = (store: WritableStore, id: number, name: string): void => {
  store.prepare('UPDATE template SET name = ? WHERE id = ?').run(name, id);
};

export const removeTemplate = (store: WritableStore, id: number): void => {
  store.prepare('DELETE FROM template WHERE id = ?').run(id);
};
