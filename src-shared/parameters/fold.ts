import { halfWidth, upperCase } from '../declaration/characters.ts';

/** Codes, names and what is typed, brought to the one form in which they are compared. */
export const fold = (text: string): string => upperCase(halfWidth(text)).trim();
