import type { ChannelInput } from '../../src-shared/contract/channels.ts';
import type { OperatorProfile, TemplateRow } from '../../src-shared/contract/schemas.ts';
import type { Sheet } from '../../src-shared/declaration/sheet.ts';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import { failure, success } from '../../src-shared/errors/result.ts';
import type { Result } from '../../src-shared/errors/result.ts';
import { transaction } from '../store/store.ts';
import type { WritableStore } from '../store/store.ts';
import {
  findTemplate,
  findTemplateByName,
  insertTemplate,
  listTemplates,
  removeTemplate,
  renameTemplate,
  templateSheet,
} from '../store/templates.ts';
import type { StoredTemplate } from '../store/templates.ts';

export interface TemplateParts {
  readonly store: WritableStore;
  readonly operator: OperatorProfile;
  readonly now: () => number;
}

const mayChange = (operator: OperatorProfile, { operatorId }: StoredTemplate): boolean =>
  operatorId === operator.id || operator.rights.includes('administrator');

/** Everybody uses a shared template; who made it, or an administrator, changes it. */
const changeable = (
  { operator }: TemplateParts,
  store: WritableStore,
  id: number,
): Result<StoredTemplate> => {
  const found = findTemplate(store, operator.id, id);
  if (found === null) return failure(failureOf('template.notFound'));
  return mayChange(operator, found) ? success(found) : failure(failureOf('template.notYours'));
};

export const templateList = ({ store, operator }: TemplateParts): TemplateRow[] =>
  listTemplates(store, operator.id).map((template) => {
    const { operatorId: _operatorId, ...row } = template;
    return { ...row, changeable: mayChange(operator, template) };
  });

export const templateContent = ({ store, operator }: TemplateParts, id: number): Result<Sheet> =>
  findTemplate(store, operator.id, id) === null
    ? failure(failureOf('template.notFound'))
    : success(templateSheet(store, id));

/** 存为模板. An existing name is replaced only where the clerk has said so. */
export const keepTemplate = (
  parts: TemplateParts,
  { name, shared, sheet, replace }: ChannelInput<'template.keep'>,
): Result<null> =>
  transaction(parts.store, (store) => {
    const { operator } = parts;
    const existing = findTemplateByName(store, operator.id, name, shared);
    if (existing !== null) {
      if (!mayChange(operator, existing)) return failure(failureOf('template.notYours'));
      if (!replace) return failure(failureOf('template.nameTaken', { name }));
      removeTemplate(store, existing.id);
    }
    insertTemplate(store, {
      operatorId: existing?.operatorId ?? operator.id,
      name,
      shared,
      sheet,
      at: parts.now(),
    });
    return success(null);
  });

export const nameTemplate = (
  parts: TemplateParts,
  { id, name }: ChannelInput<'template.rename'>,
): Result<null> =>
  transaction(parts.store, (store) => {
    const found = changeable(parts, store, id);
    if (!found.ok) return found;
    const { operatorId, shared } = found.value;
    const same = findTemplateByName(store, operatorId, name, shared);
    if (same !== null && same.id !== id) return failure(failureOf('template.nameTaken', { name }));
    renameTemplate(store, id, name);
    return success(null);
  });

export const deleteTemplate = (parts: TemplateParts, id: number): Result<null> =>
  transaction(parts.store, (store) => {
    const found = changeable(parts, store, id);
    if (!found.ok) return found;
    removeTemplate(store, id);
    return success(null);
  });
