/** A calendar date as clerks type it, and as the program keeps it: YYYY-MM-DD. */

const written = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;
const compact = /^(\d{4})(\d{2})(\d{2})$/;

/** True where the text is a day of the calendar: 2026-02-30 is none. */
export const isDate = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
};

/** 20260131, 2026/1/31 and 2026年1月31日 in the program's spelling; anything else as it stands. */
export const normaliseDate = (typed: string): string => {
  const text = typed.trim();
  const [, year, month, day] = compact.exec(text) ?? written.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return text;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
};
