import { containerFault } from '../../src-shared/declaration/check-digits.ts';
import type { DeclarationFunction } from '../../src-shared/declaration/sheet.ts';
import type { Payload } from './payload-schema.ts';

/**
 * Why the customs side rejects. Tests and the demonstration provoke rejections by what they write
 * on the sheet; whatever no rule names is accepted.
 */
export interface CustomsRule {
  readonly id: string;
  readonly functions: readonly DeclarationFunction[];
  /** FF: it never reaches customs; 20: customs sends it back. */
  readonly code: 'FF' | '20';
  /** What is wrong, as customs words it; null where nothing is. */
  readonly fault: (payload: Payload, situation: Situation) => string | null;
}

/** What customs knows beside the payload. */
export interface Situation {
  /** The trip's status before the answer. */
  readonly status: string;
  /** The other unfinished accepted trip that binds the same medium. */
  readonly otherTripOfMedium: () => string | null;
}

const every: readonly DeclarationFunction[] = ['ADD', 'MOD', 'DEL'];
const contents: readonly DeclarationFunction[] = ['ADD', 'MOD'];

/** Lets a demonstration ask for a rejection by a word in 备注. */
const remarkAsks =
  (mark: string, text: string): CustomsRule['fault'] =>
  ({ remark }) =>
    remark.includes(mark) ? text : null;

const wrongCheckDigit = (payload: Payload): string | null => {
  const containers = payload.items.flatMap(({ BindObjType, BindObjId, ContaId1, ContaId2 }) => [
    ...(BindObjType === 'C' ? [BindObjId] : []),
    ContaId1,
    ContaId2,
  ]);
  const wrong = containers.find((number) => containerFault(number) === 'checkDigit');
  return wrong === undefined ? null : `退单：集装箱号 ${wrong} 校验位不符，请核实`;
};

/** In this order; the first that finds a fault answers. */
export const customsRules: readonly CustomsRule[] = [
  {
    id: 'simulatedSendFailure',
    functions: every,
    code: 'FF',
    fault: remarkAsks('【模拟发往内网失败】', '发往内网失败：内网通道暂时中断，请稍后重新申报'),
  },
  {
    id: 'simulatedRejection',
    functions: every,
    code: '20',
    fault: remarkAsks('【模拟退单】', '退单：模拟退单，请核实后重新申报'),
  },
  {
    id: 'simulatedChangeRejection',
    functions: ['MOD'],
    code: '20',
    fault: remarkAsks('【模拟变更被退】', '退单：模拟变更被退，请核实后重新变更'),
  },
  {
    // A DEL carries what was accepted: a word that sends every function back would never get there.
    id: 'simulatedWithdrawalRejection',
    functions: ['DEL'],
    code: '20',
    fault: remarkAsks('【模拟删单被退】', '退单：模拟删单被退，车辆已在途'),
  },
  {
    id: 'vehicleWeightZero',
    functions: contents,
    code: '20',
    fault: ({ VehicleWeight }) => (VehicleWeight === '0' ? '退单：车辆重量不能为 0，请核实' : null),
  },
  {
    id: 'containerCheckDigit',
    functions: ['ADD'],
    code: '20',
    fault: wrongCheckDigit,
  },
  {
    id: 'mediumBusy',
    functions: contents,
    code: '20',
    fault: (_payload, { otherTripOfMedium }) => {
      const other = otherTripOfMedium();
      return other === null ? null : `退单：该车有未完成记录（车次 ${other}）`;
    },
  },
  {
    // An unlocked sheet may be amended but not withdrawn (rules.md, Life 10).
    id: 'withdrawalAfterUnlocking',
    functions: ['DEL'],
    code: '20',
    fault: (_payload, { status }) =>
      status === '42' ? '退单：解除锁定的单证不能删单，请变更或联系海关人工办结' : null,
  },
];

/** The first fault of those rules that answer with the code. */
export const findFault = (
  code: CustomsRule['code'],
  payload: Payload,
  situation: Situation,
): string | null => {
  for (const rule of customsRules) {
    if (rule.code !== code || !rule.functions.includes(payload.FunctionCode)) continue;
    const fault = rule.fault(payload, situation);
    if (fault !== null) return fault;
  }
  return null;
};

/** What an officer does with a sheet once it is accepted, step by step, by a word in 备注. */
export const officerActs: readonly { readonly mark: string; readonly codes: readonly string[] }[] =
  [
    { mark: '【模拟已办结】', codes: ['40'] },
    { mark: '【模拟锁定】', codes: ['41'] },
    { mark: '【模拟锁定后解除】', codes: ['41', '42'] },
    { mark: '【模拟人工办结】', codes: ['43'] },
    { mark: '【模拟口岸离场】', codes: ['50'] },
  ];

export const actsOf = ({ remark }: Payload): readonly string[] =>
  officerActs.find(({ mark }) => remark.includes(mark))?.codes ?? [];
