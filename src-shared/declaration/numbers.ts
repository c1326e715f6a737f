/**
 * 车次确认编号 and 数据中心统一编码 (manual 3.1.1.1; rules.md, Numbers), and Beijing's calendar.
 * China has had one fixed offset since 1992: +08:00, whatever the machine's time zone.
 */

const beijingOffset = 8 * 60 * 60 * 1000;
/** 1992-01-01 in Beijing: before it there was summer time, and no sheet is older. */
const earliest = Date.UTC(1992, 0, 1) - beijingOffset;
/** The end of the year 9999 in Beijing: numbers have four digits for the year. */
const latest = Date.UTC(10_000, 0, 1) - beijingOffset - 1;

const beijing = (instant: number): string => {
  if (!Number.isInteger(instant) || instant < earliest || instant > latest) {
    throw new RangeError(`no instant of a sheet: ${String(instant)}`);
  }
  return new Date(instant + beijingOffset).toISOString();
};

/** The calendar date in Asia/Shanghai, YYYY-MM-DD. */
export const shanghaiDate = (instant: number): string => beijing(instant).slice(0, 10);

/** Date and time in Asia/Shanghai, `YYYY-MM-DD HH:mm:ss` (OpTime of the message). */
export const shanghaiDateTime = (instant: number): string =>
  beijing(instant).slice(0, 19).replace('T', ' ');

/** The instant at which a calendar date (YYYY-MM-DD) begins in Asia/Shanghai. */
export const shanghaiDayStart = (date: string): number => {
  const instant = Date.parse(`${date}T00:00:00.000Z`) - beijingOffset;
  if (Number.isNaN(instant) || shanghaiDate(instant) !== date) {
    throw new RangeError(`no calendar date: ${date}`);
  }
  return instant;
};

/** Thirteen zeros stand for the card of a saver who has none. */
export const noCardNumber = '0000000000000';
const cardPattern = /^[0-9A-Z]{13}$/;
const deskPattern = /^\d{5}$/;

const deskDigits = (deskNumber: string): string => {
  if (!deskPattern.test(deskNumber)) throw new RangeError(`no desk number: ${deskNumber}`);
  return deskNumber;
};

const counterDigits = (counter: number, width: number): string => {
  if (!Number.isInteger(counter) || counter < 1 || counter >= 10 ** width) {
    throw new RangeError(`the counter ${String(counter)} has no ${String(width)} digits`);
  }
  return String(counter).padStart(width, '0');
};

export interface TripNoParts {
  /** UTC milliseconds of the first save. */
  readonly enteredAt: number;
  /** The first saver's card, 13 characters; null without one. */
  readonly cardNumber: string | null;
  /** 5 digits, given at enrolment. */
  readonly deskNumber: string;
  /** The desk's own counter, from 1, never reset. */
  readonly counter: number;
}

/** 车次确认编号, 32: year and month 6 + card number 13 + desk 5 + counter 8. */
export const tripNoOf = ({ enteredAt, cardNumber, deskNumber, counter }: TripNoParts): string => {
  const card = cardNumber ?? noCardNumber;
  if (!cardPattern.test(card)) throw new RangeError('a card number has 13 digits or capitals');
  const month = shanghaiDate(enteredAt).slice(0, 7).replace('-', '');
  return month + card + deskDigits(deskNumber) + counterDigits(counter, 8);
};

/** 数据中心统一编码, 18: year 4 + desk 5 + counter 9. */
export const dataCentreNoOf = ({
  enteredAt,
  deskNumber,
  counter,
}: Omit<TripNoParts, 'cardNumber'>): string =>
  shanghaiDate(enteredAt).slice(0, 4) + deskDigits(deskNumber) + counterDigits(counter, 9);

export interface ParsedTripNo {
  readonly year: number;
  readonly month: number;
  readonly cardNumber: string | null;
  readonly deskNumber: string;
  readonly counter: number;
}

/** The parts of a 车次确认编号 made here, or null where the text is none. */
export const parseTripNo = (text: string): ParsedTripNo | null => {
  const match = /^(\d{4})(0[1-9]|1[0-2])([0-9A-Z]{13})(\d{5})(\d{8})$/.exec(text);
  if (match === null) return null;
  const [, year = '', month = '', card = '', deskNumber = '', counter = ''] = match;
  return {
    year: Number(year),
    month: Number(month),
    cardNumber: card === noCardNumber ? null : card,
    deskNumber,
    counter: Number(counter),
  };
};
