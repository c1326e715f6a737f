import type { SavedSheet } from '../contract/schemas.ts';
import { draftStateOf, isNotDeclared, notDeclaredLabel } from '../declaration/amendment.ts';
import { shanghaiDateTime } from '../declaration/numbers.ts';
import { mustStayOut, sendingOf, statusLabel } from '../declaration/sending-state.ts';
import { changeOutcomeLabels, withdrawnLabel } from '../declaration/status.ts';

/** What a print says of a sheet's state: in one line for the footer, and in full on the first page. */

export const statusMarks = (sheet: SavedSheet): string =>
  [
    statusLabel(sheet.status),
    ...(sheet.withdrawn ? [withdrawnLabel] : []),
    ...(sheet.changeOutcome === null ? [] : [changeOutcomeLabels[sheet.changeOutcome]]),
    ...(isNotDeclared(sheet) ? [notDeclaredLabel] : []),
  ].join(' · ');

export interface StatusFact {
  readonly label: string;
  readonly text: string;
  readonly important?: true;
}

const draftFact = (sheet: SavedSheet): readonly StatusFact[] => {
  const { amendment } = sheet;
  if (amendment === null) return [];
  const told =
    draftStateOf(sheet) === 'amending'
      ? '变更已申报，海关尚未答复'
      : sheet.changeOutcome === 'amendRejected'
        ? '变更被退，尚未重新申报'
        : '另有变更尚未申报';
  const saved = `${shanghaiDateTime(amendment.changedAt).slice(0, 16)} 由 ${amendment.operator} 暂存`;
  return [
    {
      label: '变更',
      text: `${told}（${saved}）。本页是海关已接受的内容，不含变更内容。`,
      important: true,
    },
  ];
};

export const statusFacts = (sheet: SavedSheet): readonly StatusFact[] => {
  const sending = sendingOf(sheet);
  const reasons = new Set(
    [sheet.lastReason, sheet.lastSubmission?.reason].flatMap((reason) => reason ?? []),
  );
  return [
    {
      label: '单证状态',
      text: mustStayOut(sheet) ? `${statusMarks(sheet)}；车辆请勿进场` : statusMarks(sheet),
      important: true,
    },
    ...(sending === null
      ? []
      : [{ label: '发送状态', text: `${sending.label}（${sending.sentence}）` }]),
    ...[...reasons].map((text) => ({ label: '最近原因', text })),
    ...(sheet.problemCount === 0
      ? []
      : [{ label: '待改', text: `有 ${String(sheet.problemCount)} 处待改` }]),
    ...draftFact(sheet),
  ];
};
