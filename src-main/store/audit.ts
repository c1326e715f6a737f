import type { WritableStore } from './store.ts';

export type AuditedAction =
  | 'signIn'
  | 'signOut'
  | 'lockOut'
  | 'enrol'
  | 'save'
  | 'delete'
  | 'amend'
  | 'discardAmendment'
  | 'amended'
  | 'queue'
  | 'takeBack'
  | 'release'
  | 'refused'
  | 'export'
  | 'print'
  | 'import';

/** One line of the append-only log; belongs into the transaction of what it tells of. */
export const appendAudit = (
  store: WritableStore,
  entry: {
    readonly at: number;
    readonly action: AuditedAction;
    readonly operatorId?: number;
    readonly declarationId?: number;
    readonly detail?: string;
  },
): void => {
  store
    .prepare(
      'INSERT INTO audit (at, operator_id, action, declaration_id, detail) VALUES (?, ?, ?, ?, ?)',
    )
    .run(
      entry.at,
      entry.operatorId ?? null,
      entry.action,
      entry.declarationId ?? null,
      entry.detail ?? '',
    );
};
