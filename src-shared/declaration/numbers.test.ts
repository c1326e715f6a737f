import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import {
  dataCentreNoOf,
  parseTripNo,
  shanghaiDate,
  shanghaiDateTime,
  shanghaiDayStart,
  tripNoOf,
} from './numbers.ts';

const card = '2100000000017';
const parts = {
  enteredAt: Date.UTC(2026, 10, 22, 8, 30, 15, 250),
  cardNumber: card,
  deskNumber: '00017',
  counter: 42,
};

const instant = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2099, 11, 31) });
const desk = fc.integer({ min: 1, max: 99_999 }).map((number) => String(number).padStart(5, '0'));
const cardNumber = fc.option(
  fc
    .string({
      unit: fc.constantFrom(...Array.from('0123456789ABCXYZ')),
      minLength: 13,
      maxLength: 13,
    })
    .filter((text) => text !== '0000000000000'),
);
const counter = fc.integer({ min: 1, max: 99_999_999 });
const tripParts = fc.record({ enteredAt: instant, cardNumber, deskNumber: desk, counter });

describe('车次确认编号', () => {
  test('is year and month, card number, desk and counter', () => {
    expect(tripNoOf(parts)).toBe(`202611${card}0001700000042`);
  });
  test('has thirteen zeros where the saver has no card', () => {
    expect(tripNoOf({ ...parts, cardNumber: null })).toBe('20261100000000000000001700000042');
  });
  test('has 32 characters and gives its parts back', () => {
    fc.assert(
      fc.property(tripParts, (given) => {
        const text = tripNoOf(given);
        expect(text).toHaveLength(32);
        expect(parseTripNo(text)).toEqual({
          year: Number(shanghaiDate(given.enteredAt).slice(0, 4)),
          month: Number(shanghaiDate(given.enteredAt).slice(5, 7)),
          cardNumber: given.cardNumber,
          deskNumber: given.deskNumber,
          counter: given.counter,
        });
      }),
    );
  });
  test('is never given twice: another desk or another count is another number', () => {
    fc.assert(
      fc.property(tripParts, tripParts, (one, other) => {
        fc.pre(one.deskNumber !== other.deskNumber || one.counter !== other.counter);
        expect(tripNoOf(one)).not.toBe(tripNoOf(other));
        expect(dataCentreNoOf(one)).not.toBe(dataCentreNoOf(other));
      }),
    );
  });
  test.each(['210000000001', '21000000000170', '', '210000000001x', '２100000000017'])(
    'refuses %j as a card number',
    (wrong) => {
      expect(() => tripNoOf({ ...parts, cardNumber: wrong })).toThrow(
        new RangeError('a card number has 13 digits or capitals'),
      );
    },
  );
  test.each(['', '17', '000170', '0001A'])('refuses %j as a desk number', (deskNumber) => {
    expect(() => tripNoOf({ ...parts, deskNumber })).toThrow(
      new RangeError(`no desk number: ${deskNumber}`),
    );
    expect(() => dataCentreNoOf({ ...parts, deskNumber })).toThrow(RangeError);
  });
  test.each([0, -1, 1.5, 100_000_000, Number.NaN])('refuses the count %d', (count) => {
    expect(() => tripNoOf({ ...parts, counter: count })).toThrow(
      new RangeError(`the counter ${String(count)} has no 8 digits`),
    );
  });
  test.each([Number.NaN, 1.5, Date.UTC(1991, 0, 1), Date.UTC(10_000, 0, 1)])(
    'refuses the instant %d',
    (enteredAt) => {
      expect(() => tripNoOf({ ...parts, enteredAt })).toThrow(RangeError);
    },
  );
  test.each([
    '',
    '2026112100000000017000170000004',
    `202613${card}0001700000042`,
    `202600${card}0001700000042`,
    `202611${card.replace('2', 'x')}0001700000042`,
    ` 202611${card}0001700000042`,
    `202611${card}00017000000421`,
    `0202611${card}0001700000042`,
  ])('%j is no such number', (text) => {
    expect(parseTripNo(text)).toBeNull();
  });
});

describe('数据中心统一编码', () => {
  test('is the year, the desk and nine digits of the counter', () => {
    expect(dataCentreNoOf(parts)).toBe('202600017000000042');
    expect(dataCentreNoOf({ ...parts, counter: 999_999_999 })).toBe('202600017999999999');
  });
  test('has 18 digits', () => {
    fc.assert(fc.property(tripParts, (given) => /^\d{18}$/.test(dataCentreNoOf(given))));
  });
  test.each([0, 1_000_000_000])('refuses the count %d', (count) => {
    expect(() => dataCentreNoOf({ ...parts, counter: count })).toThrow(RangeError);
  });
});

describe("Beijing's calendar", () => {
  const zone = process.env['TZ'];
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  test('the month and the year turn at midnight in Beijing, not in London', () => {
    const lastOfYear = Date.UTC(2026, 11, 31, 15, 59, 59, 999);
    expect(shanghaiDateTime(lastOfYear)).toBe('2026-12-31 23:59:59');
    expect(tripNoOf({ ...parts, enteredAt: lastOfYear }).slice(0, 6)).toBe('202612');
    expect(dataCentreNoOf({ ...parts, enteredAt: lastOfYear }).slice(0, 4)).toBe('2026');
    expect(shanghaiDateTime(lastOfYear + 1)).toBe('2027-01-01 00:00:00');
    expect(tripNoOf({ ...parts, enteredAt: lastOfYear + 1 }).slice(0, 6)).toBe('202701');
    expect(dataCentreNoOf({ ...parts, enteredAt: lastOfYear + 1 }).slice(0, 4)).toBe('2027');
    expect(shanghaiDate(Date.UTC(2028, 1, 28, 16))).toBe('2028-02-29');
  });
  test("agrees with the system's own Asia/Shanghai at any instant", () => {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Asia/Shanghai',
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    fc.assert(fc.property(instant, (at) => shanghaiDateTime(at) === format.format(at)));
  });
  test.each(['UTC', 'America/New_York', 'Asia/Shanghai', 'Pacific/Apia'])(
    'is the same on a machine that stands in %s',
    (machineZone) => {
      process.env['TZ'] = machineZone;
      expect(shanghaiDateTime(parts.enteredAt)).toBe('2026-11-22 16:30:15');
      expect(shanghaiDayStart('2026-11-22')).toBe(Date.UTC(2026, 10, 21, 16));
    },
  );
  test('a day begins at its first millisecond', () => {
    fc.assert(
      fc.property(instant, (at) => {
        const start = shanghaiDayStart(shanghaiDate(at));
        return (
          start <= at &&
          at < start + 86_400_000 &&
          shanghaiDate(start) === shanghaiDate(at) &&
          shanghaiDate(start - 1) !== shanghaiDate(at)
        );
      }),
    );
  });
  test.each(['2026-02-30', '2026-13-01', '26-01-01', '', '2026-11-22T00:00', '+002026-11-22'])(
    '%j is no calendar date',
    (date) => {
      expect(() => shanghaiDayStart(date)).toThrow(new RangeError(`no calendar date: ${date}`));
    },
  );
  test('begins with 1992, the first year without summer time, and ends with 9999', () => {
    const first = Date.UTC(1991, 11, 31, 16);
    const last = Date.UTC(9999, 11, 31, 15, 59, 59, 999);
    expect(shanghaiDateTime(first)).toBe('1992-01-01 00:00:00');
    expect(shanghaiDateTime(last)).toBe('9999-12-31 23:59:59');
    for (const beyond of [first - 1, last + 1, 0.5]) {
      expect(() => shanghaiDateTime(beyond)).toThrow(
        new RangeError(`no instant of a sheet: ${String(beyond)}`),
      );
    }
  });
});
