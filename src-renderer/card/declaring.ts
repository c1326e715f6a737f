import { shallowRef } from 'vue';
import type { ChannelInput, ChannelValue } from '../../src-shared/contract/channels.ts';
import type { SheetRow } from '../../src-shared/contract/schemas.ts';
import type { DeclarationFunction, Head } from '../../src-shared/declaration/sheet.ts';
import type { Failure } from '../../src-shared/errors/result.ts';
import { invoke } from '../bridge.ts';
import { ask, tell, tellFailure } from '../components/ask.ts';
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

const confirmAndSign = async (sheet: SheetRow, asked: Asked): Promise<Failure | null> => {
  if (!(await confirmDeclaring(sheet, asked))) return null;
  const session = await invoke('declaring.begin', { declarations: [requestOf(sheet, asked)] });
  if (!session.ok) {
    await tellFailure(session.error);
    return session.error;
  }
  const { sessionId } = session.value;
  const outcome = await askPin(session.value);
  if (outcome !== 'verified') {
    // A card that hangs takes its time to be given back: the clerk is told first.
    const givenBack = invoke('declaring.cancel', { sessionId });
    if (outcome !== 'cancelled') await tellFailure(outcome);
    await givenBack;
    return null;
  }
  const signed = await invoke('declaring.sign', { sessionId });
  if (!signed.ok) {
    await tellFailure(signed.error);
    return null;
  }
  const failed = signed.value.failed.map(({ message }) => message);
  if (failed.length > 0) {
    await tell({ title: '申报失败', message: '该票没有申报。', details: failed, tone: 'bad' });
  } else {
    say('success', words[asked.function].signed, 6000);
  }
  return null;
};

let underway = false;

/**
 * Declares a saved sheet: confirm, card, PIN, signature; one at a time. Answers why the sheet or
 * the card was refused before a PIN was asked, if it was.
 */
export const declareSaved = async (
  sheet: SheetRow,
  asked: Asked = { function: 'ADD' },
): Promise<Failure | null> => {
  if (underway) return null;
  underway = true;
  try {
    return await confirmAndSign(sheet, asked);
  } finally {
    underway = false;
  }
};
