/** Sheets with a reason that waits for the clerk are few among very many. */
export const trouble = /* sql */ `
CREATE INDEX declaration_with_reason ON declaration (id) WHERE last_reason IS NOT NULL;
CREATE INDEX declaration_with_outcome ON declaration (id) WHERE change_outcome IS NOT NULL;
CREATE INDEX submission_stopped ON submission (declaration_id)
  WHERE state IN ('parked', 'refused');
CREATE INDEX submission_without_answer ON submission (answered_at) WHERE state = 'confirmed';
`;
