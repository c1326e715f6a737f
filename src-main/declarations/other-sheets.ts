import type { Finding } from '../../src-shared/contract/schemas.ts';
import { notDeclaredLabel } from '../../src-shared/declaration/amendment.ts';
import {
  containerElsewhereFinding,
  containersOf,
  mediumInUseFinding,
} from '../../src-shared/declaration/findings-elsewhere.ts';
import { normaliseSheet } from '../../src-shared/declaration/folding.ts';
import type { Sheet } from '../../src-shared/declaration/sheet.ts';
import { isStatusCode, statuses, underwayLabels } from '../../src-shared/declaration/status.ts';
import { sheetsWithContainer, sheetsWithMedium } from '../store/other-sheets.ts';
import type { OtherSheet } from '../store/other-sheets.ts';
import type { ReadableStore } from '../store/store.ts';

const statusLabel = ({ status, waiting, inDraft }: OtherSheet): string => {
  if (waiting !== null) return underwayLabels[waiting];
  if (inDraft) return notDeclaredLabel;
  return isStatusCode(status) ? statuses[status].label : status;
};

const kindOf = (other: OtherSheet): 'ownDraft' | 'rejected' | 'unfinished' =>
  other.waiting !== null
    ? 'unfinished'
    : other.status === '0'
      ? 'ownDraft'
      : other.status === '20' || other.status === 'FF'
        ? 'rejected'
        : 'unfinished';

const noSheet = -1;

/**
 * Warnings about other sheets of this desk: the same medium on one that is unfinished, and the same
 * container on one that is open (rules.md, Fields). `exceptId` is the sheet at hand, null for new.
 */
export const findOthers = (
  store: ReadableStore,
  typed: Sheet,
  exceptId: number | null,
): readonly Finding[] => {
  const sheet = normaliseSheet(typed);
  const { mediumType, mediumId } = sheet.head;
  const except = exceptId ?? noSheet;
  const media =
    mediumId === ''
      ? []
      : sheetsWithMedium(store, mediumType, mediumId, except).map((other) =>
          mediumInUseFinding({
            mediumId,
            kind: kindOf(other),
            id: other.id,
            tripNo: other.tripNo,
            statusLabel: statusLabel(other),
            enteredOn: other.enteredOn,
          }),
        );
  const containers = containersOf(sheet).flatMap((container) =>
    sheetsWithContainer(store, container.containerNo, except).map((other) =>
      containerElsewhereFinding(container, {
        id: other.id,
        tripNo: other.tripNo,
        statusLabel: statusLabel(other),
        enteredOn: other.enteredOn,
      }),
    ),
  );
  return [...media, ...containers];
};
