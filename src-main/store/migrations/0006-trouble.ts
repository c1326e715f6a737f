/** Sheets with a reason that waits for the clerk are few among very many. */
export const trouble = /* sql */ `
CREATE INDEX declaration_with_reason ON declaration (id) WHERE last_reason IS NOT NULL;
CREATE INDEX declaration_with_outcome ON declaration (id) WHERE change_outcome IS NOT NULL;
CREATE INDEX submission_not_through ON submission (state, answered_at)
  WHERE state IN ('parked', 'confirmed', 'refused');
`;
