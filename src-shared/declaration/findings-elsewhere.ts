import type { Finding } from '../contract/schemas.ts';
import { headPlace, itemPlace, makeFinding } from './findings.ts';
import type { Sheet } from './sheet.ts';

/**
 * Findings about other sheets of the store: who looks there finds them, what they say is told here
 * (rules.md, Fields: medium with an unfinished sheet, the same container on another open sheet).
 */

export interface OtherSheet {
  readonly id: number;
  readonly tripNo: string;
  /** The status as the clerk reads it, with what the outbox does: 待发送, 海关入库成功… */
  readonly statusLabel: string;
  /** When it was entered, date or date and time in Beijing. */
  readonly enteredOn: string;
}

/** What counts stands first: at the field there is room for two lines. */
const describe = (words: string, { tripNo, statusLabel, enteredOn }: OtherSheet): string =>
  `${words}（${statusLabel}，${enteredOn} 录入），车次确认编号 ${tripNo}`;

const mediumWords = {
  ownDraft: '还有一票自己暂存、尚未申报的单证',
  rejected: '还有一票被退、尚未重新申报的单证',
  unfinished: '还有一票未办结的单证',
} as const;

export interface MediumInUse extends OtherSheet {
  readonly mediumId: string;
  readonly kind: keyof typeof mediumWords;
}

/** Needs its own confirmation, also in a batch; never part of 全部确认. */
export const mediumInUseFinding = (other: MediumInUse): Finding =>
  makeFinding({
    severity: 'warning',
    rule: 'mediumInUse',
    place: headPlace('mediumId'),
    message: describe(`“${other.mediumId}”${mediumWords[other.kind]}`, other),
    values: [other.mediumId, other.tripNo, other.kind],
    alone: true,
    other: { id: other.id, tripNo: other.tripNo },
  });

/** A container as it stands on a sheet: in its own fields, or as the bound object of type C. */
export interface PlacedContainer {
  readonly itemIndex: number;
  readonly field: 'containerNo1' | 'containerNo2' | 'objectId';
  readonly containerNo: string;
}

/** Every container of a folded sheet, in the order of the form. */
export const containersOf = (sheet: Sheet): readonly PlacedContainer[] =>
  sheet.items.flatMap((item, itemIndex) =>
    (['objectId', 'containerNo1', 'containerNo2'] as const)
      .filter((field) => field !== 'objectId' || item.objectType === 'C')
      .map((field): PlacedContainer => ({ itemIndex, field, containerNo: item[field] }))
      .filter(({ containerNo }) => containerNo !== ''),
  );

export const containerElsewhereFinding = (container: PlacedContainer, other: OtherSheet): Finding =>
  makeFinding({
    severity: 'warning',
    rule: 'containerElsewhere',
    place: itemPlace(container.itemIndex, container.field),
    message: describe(`“${container.containerNo}”已在另一票未办结的单证上`, other),
    values: [container.containerNo, other.tripNo],
    other: { id: other.id, tripNo: other.tripNo },
  });
