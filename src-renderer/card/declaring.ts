import { shallowRef } from 'vue';
import type { ChannelInput, ChannelValue } from '../../src-shared/contract/channels.ts';
import type { SheetRow } from '../../src-shared/contract/schemas.ts';
import type { DeclarationFunction, Head } from '../../src-shared/declaration/sheet.ts';
import type { Failure } from '../../src-shared/errors/result.ts';
import { invoke } from '../bridge.ts';
import { ask, tellFailure } from '../components/ask.ts';
import type { Question } from '../components/ask.ts';
import { say } from '../components/say.ts';
import { useParameters } from '../components/parameters-store.ts';

/** How the PIN dialog ended: verified, given up by the clerk, or ended by the card. */
export type PinOutcome = 'verified' | 'cancelled' | Failure;

export interface PinQuestion {
  readonly session: ChannelValue<'declaring.begin'>;
  readonly answer: (outcome: PinOutcome) => void;
}

/** What `PinDialog.vue` asks for; the PIN itself never leaves that dialog but for the card. */
export const pinQuestion = shallowRef<PinQuestion | null>(null);

const askPin = (session: ChannelValue<'declaring.begin'>): Promise<PinOutcome> =>
  new Promise((resolve) => {
    pinQuestion.value = {
      session,
      answer: (outcome) => {
        pinQuestion.value = null;
        resolve(outcome);
      },
    };
  });

/** What is declared of a saved sheet: itself, its withdrawal, or the draft of a change. */
export type Asked =
  | { readonly function: 'ADD' | 'DEL' }
  | {
      readonly function: 'MOD';
      readonly draftVersion: number;
      readonly head: Head;
      readonly itemCount: number;
      /** 变更内容, line by line. */
      readonly changes: readonly string[];
    };

interface Words extends Pick<Question, 'title' | 'message' | 'focus'> {
  readonly signed: string;
}

/** manual 3.1.2 and 3.2.2.4; the focus as rules.md, Words has it. */
const words: Readonly<Record<DeclarationFunction, Words>> = {
  ADD: {
    title: '申报',
    message: '是否要申报该票单据？',
    focus: 'confirm',
    signed: '已签名，等待发送，尚未到达海关',
  },
  MOD: {
    title: '变更',
    message: '是否要申报该票单据？',
    focus: 'confirm',
    signed: '变更已签名，等待发送，尚未到达海关',
  },
  DEL: {
    title: '删单',
    message: '是否确认申报该数据？',
    focus: 'cancel',
    signed: '删单已签名，等待发送，尚未到达海关',
  },
};

const requestOf = (
  { id, version }: SheetRow,
  asked: Asked,
): ChannelInput<'declaring.begin'>['declarations'][number] =>
  asked.function === 'MOD'
    ? { id, version, function: 'MOD', draftVersion: asked.draftVersion }
    : { id, version, function: asked.function };

const confirmDeclaring = (sheet: SheetRow, asked: Asked): Promise<boolean> => {
  const parameters = useParameters();
  const { head, itemCount } = asked.function === 'MOD' ? asked : sheet;
  const { title, message, focus } = words[asked.function];
  return ask({
    title,
    message,
    ...(asked.function === 'MOD' ? { details: asked.changes } : {}),
    facts: [
      ['车次确认编号', sheet.tripNo],
      ['绑定介质', `${parameters.display('mediumType', head.mediumType)} · ${head.mediumId}`],
      ['关区代码', parameters.display('customsDistrict', head.customsCode)],
      ['表体', `${String(itemCount)} 条`],
      ['车辆重量', `${head.vehicleWeight} 千克`],
      ['挂车重量', `${head.trailerWeight} 千克`],
      ['集装箱重量', `${head.containerWeight} 千克`],
    ],
    confirmWord: '确认',
    cancelWord: '取消',
    focus,
    confirmTestId: 'confirm-declare',
  });
};

/** Declares in one session: card, PIN, signatures. A failure tells why nothing was signed. */
export type Signing =
  | { readonly type: 'signed'; readonly outcome: ChannelValue<'declaring.sign'> }
  | { readonly type: 'cancelled' }
  /** `beforePin`: the sheet or the card was refused before a PIN was asked. */
  | { readonly type: 'refused'; readonly failure: Failure; readonly beforePin: boolean };

/** `onSigning` is told the session's id when the PIN was right: its progress goes by it. */
const sign = async (
  declarations: ChannelInput<'declaring.begin'>['declarations'],
  onSigning: (sessionId: string) => void = () => undefined,
): Promise<Signing> => {
  const session = await invoke('declaring.begin', { declarations });
  if (!session.ok) return { type: 'refused', failure: session.error, beforePin: true };
  const { sessionId } = session.value;
  const outcome = await askPin(session.value);
  if (outcome !== 'verified') {
    // A card that hangs takes its time to be given back: the clerk is told first.
    void invoke('declaring.cancel', { sessionId });
    return outcome === 'cancelled'
      ? { type: 'cancelled' }
      : { type: 'refused', failure: outcome, beforePin: false };
  }
  onSigning(sessionId);
  const signed = await invoke('declaring.sign', { sessionId });
  return signed.ok
    ? { type: 'signed', outcome: signed.value }
    : { type: 'refused', failure: signed.error, beforePin: false };
};

const confirmAndSign = async (sheet: SheetRow, asked: Asked): Promise<Failure | null> => {
  if (!(await confirmDeclaring(sheet, asked))) return null;
  const signing = await sign([requestOf(sheet, asked)]);
  if (signing.type === 'refused') {
    await tellFailure(signing.failure);
    return signing.beforePin ? signing.failure : null;
  }
  if (signing.type === 'signed') say('success', words[asked.function].signed, 6000);
  return null;
};

let underway = false;

const oneAtATime = async <Value>(work: () => Promise<Value>, otherwise: Value): Promise<Value> => {
  if (underway) return otherwise;
  underway = true;
  try {
    return await work();
  } finally {
    underway = false;
  }
};

/**
 * Declares a saved sheet: confirm, card, PIN, signature; one at a time. Answers why the sheet or
 * the card was refused before a PIN was asked, if it was.
 */
export const declareSaved = (
  sheet: SheetRow,
  asked: Asked = { function: 'ADD' },
): Promise<Failure | null> => oneAtATime(() => confirmAndSign(sheet, asked), null);

/** 批量申报: what its preview found ready, in one session with one PIN. */
export const declareBatch = (
  sheets: ChannelInput<'declaring.begin'>['declarations'],
  onSigning: (sessionId: string) => void,
): Promise<Signing> => oneAtATime(() => sign(sheets, onSigning), { type: 'cancelled' });
