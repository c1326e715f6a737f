import type { ErrorKind } from '../../src-shared/errors/error-kinds.ts';
import { CardFault } from './card-fault.ts';

/** What the card was asked for when it answered with a status word. */
export type CardStep = 'select' | 'read' | 'verify' | 'sign';

interface StatusRule {
  readonly step: CardStep;
  readonly mask: number;
  readonly value: number;
  readonly kind: ErrorKind;
}

/** Status words (ISO 7816-4, 5.6) that have their own words for the clerk; the first match counts. */
const statusRules: readonly StatusRule[] = [
  { step: 'select', mask: 0xffff, value: 0x6a82, kind: 'card.notEport' },
  { step: 'select', mask: 0xffff, value: 0x6a81, kind: 'card.notEport' },
  { step: 'select', mask: 0xffff, value: 0x6a86, kind: 'card.notEport' },
  { step: 'select', mask: 0xffff, value: 0x6985, kind: 'card.notEport' },
  { step: 'select', mask: 0xffff, value: 0x6d00, kind: 'card.notEport' },
  { step: 'select', mask: 0xffff, value: 0x6e00, kind: 'card.notEport' },
  { step: 'read', mask: 0xffff, value: 0x6a82, kind: 'card.notEport' },
  { step: 'verify', mask: 0xffff, value: 0x63c0, kind: 'card.blocked' },
  { step: 'verify', mask: 0xfff0, value: 0x63c0, kind: 'card.wrongPin' },
  { step: 'verify', mask: 0xffff, value: 0x6300, kind: 'card.wrongPinUnknownTries' },
  { step: 'verify', mask: 0xffff, value: 0x6983, kind: 'card.blocked' },
  { step: 'verify', mask: 0xffff, value: 0x6984, kind: 'card.blocked' },
  // The card has forgotten the PIN: something reset it since VERIFY.
  { step: 'sign', mask: 0xffff, value: 0x6982, kind: 'card.sessionEnded' },
];

export const statusWordText = (statusWord: number): string =>
  statusWord.toString(16).toUpperCase().padStart(4, '0');

/** The fault that a status word other than 9000 stands for. */
export const statusFault = (step: CardStep, statusWord: number): CardFault => {
  const rule = statusRules.find(
    (candidate) => candidate.step === step && (statusWord & candidate.mask) === candidate.value,
  );
  if (!rule)
    return new CardFault('card.refusedCommand', { statusWord: statusWordText(statusWord) });
  return rule.kind === 'card.wrongPin'
    ? new CardFault(rule.kind, { tries: statusWord & 0xf })
    : new CardFault(rule.kind);
};
