import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../src-shared/signature/bytes.ts';
import { newCardFolder, trainingCard } from './training-card.ts';
import type { VirtualCard } from './card.ts';

const send = (card: VirtualCard, command: string): string =>
  toHex(card.transmit(fromHex(command.replaceAll(' ', ''))));

const selectApplication = '00 A4 04 00 07 F04B414B4F5501';
const goodPin = '00 20 00 81 08 3838383838383838';
const wrongPin = '00 20 00 81 08 3131313131313131';
const askTries = '00 20 00 81';

const selected = (card = trainingCard()): VirtualCard => {
  send(card, selectApplication);
  return card;
};

describe('the virtual card', () => {
  it('announces longer answers and corrects Le as cards with T=0 do', () => {
    const card = trainingCard();
    expect(send(card, selectApplication)).toBe('610B');
    expect(send(card, '00 C0 00 00 00')).toBe('6C0B');
    expect(send(card, '00 C0 00 00 0B')).toBe('6F098407F04B414B4F55019000');
    expect(send(card, '00 C0 00 00 0B')).toBe('6985');
    expect(send(card, '00 A4 02 0C 02 0001')).toBe('9000');
    expect(send(card, '00 B0 00 00 00')).toBe('6C0D');
    expect(send(card, '00 B0 00 00 0D')).toBe('323130303030303030303031379000');
    expect(send(card, '00 B0 00 0D 01')).toBe('6B00');
  });

  it('tells the tries left without using one', () => {
    const card = selected();
    for (let round = 0; round < 9; round += 1) expect(send(card, askTries)).toBe('63C5');
  });

  it('counts wrong PINs down, is blocked at none left, and stays so', () => {
    const card = selected();
    const answers = [1, 2, 3, 4, 5].map(() => send(card, wrongPin));
    expect(answers).toEqual(['63C4', '63C3', '63C2', '63C1', '63C0']);
    expect(send(card, goodPin)).toBe('6983');
    card.reset();
    expect(send(selected(card), goodPin)).toBe('6983');
  });

  it('keeps its key and its counter when it is taken out and the program is started again', () => {
    const dataDir = newCardFolder();
    const before = selected(trainingCard({ dataDir }));
    expect(send(before, wrongPin)).toBe('63C4');
    const after = selected(trainingCard({ dataDir }));
    expect(send(after, askTries)).toBe('63C4');
    expect(send(after, goodPin)).toBe('9000');
    after.reset();
    expect(send(selected(after), askTries)).toBe('63C5');
  });

  it('signs after the PIN only, and forgets it at a reset', () => {
    const card = selected();
    const prepare = '00 22 41 B6 03 840101';
    const sign = `00 2A 9E 9A 20 ${'11'.repeat(32)}`;
    expect(send(card, sign)).toBe('6985');
    expect(send(card, prepare)).toBe('9000');
    expect(send(card, sign)).toBe('6982');
    expect(send(card, goodPin)).toBe('9000');
    expect(send(card, sign)).toBe('6140');
    expect(send(card, '00 C0 00 00 40')).toMatch(/^[0-9A-F]{128}9000$/);
    card.reset();
    send(card, selectApplication);
    send(card, prepare);
    expect(send(card, sign)).toBe('6982');
  });

  it.each([
    ['80 A4 04 00 00', '6E00'],
    ['00 FF 00 00', '6D00'],
    ['00 A4 04', '6700'],
    ['00 A4 04 00 07 F04B', '6700'],
    ['00 A4 04 00 02 A000', '6A82'],
    ['00 20 00 82', '6A88'],
    ['00 20 00 81 04 31313131', '6700'],
    ['00 B0 00 00 00', '6985'],
  ])('answers %s with %s', (command, statusWord) => {
    expect(send(selected(), command)).toBe(statusWord);
  });

  it('of another application has neither the applet nor its ATR', () => {
    const card = trainingCard({ kind: 'other' });
    expect(send(card, selectApplication)).toBe('6A82');
    expect(toHex(card.atr)).not.toBe(toHex(trainingCard().atr));
  });
});
