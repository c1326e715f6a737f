import { containerFault } from './check-digits.ts';

/**
 * What the typed texts of a sheet usually look like. Only the rules of the manual and of rules.md
 * are hard; what else looks odd is a warning that the clerk can confirm: foreign plates pass the
 * gate every day, and mistyped containers exist (design.md, Two tables). Texts come folded.
 */

export interface TextFault {
  /** Names the rule in findings. */
  readonly rule: string;
  readonly severity: 'problem' | 'warning';
  readonly message: string;
}

const province = '[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]';
const letter = '[A-HJ-NP-Z]';
const serial = '[A-HJ-NP-Z0-9]';

/** GA 36-2018, the kinds that trucks carry; everything else is confirmed by the clerk. */
const platePatterns = {
  ordinary: new RegExp(`^${province}${letter}${serial}{5}$`),
  trailer: new RegExp(`^${province}${letter}${serial}{4}[挂学警]$`),
  newEnergySmall: new RegExp(`^${province}${letter}[A-HJK]${serial}\\d{4}$`),
  newEnergyLarge: new RegExp(`^${province}${letter}\\d{5}[A-HJK]$`),
  crossBorder: new RegExp(`^粤Z${serial}{4}[港澳]$`),
} as const;
export type PlateKind = keyof typeof platePatterns;

/** The kind of a plate, or null for embassy, military, foreign and mistyped ones. */
export const plateKind = (plate: string): PlateKind | null => {
  for (const [kind, pattern] of Object.entries(platePatterns) as [PlateKind, RegExp][]) {
    if (pattern.test(plate)) return kind;
  }
  return null;
};

const warning = (rule: string, message: string): TextFault => ({
  rule,
  severity: 'warning',
  message,
});

const plateFault = (plate: string): TextFault | null =>
  plateKind(plate) === null
    ? warning('plateUnusual', `车牌号“${plate}”不是常见的车牌格式，请核对`)
    : null;

export const containerNumberFault = (container: string): TextFault | null => {
  switch (containerFault(container)) {
    case 'shape':
      return warning(
        'containerShape',
        `集装箱号“${container}”不是 4 个字母（第 4 位 U、J、Z）加 7 位数字，请核对`,
      );
    case 'checkDigit':
      return warning('containerCheckDigit', `集装箱号“${container}”校验位不符，请核对`);
    default:
      return null;
  }
};

const matches =
  (pattern: RegExp, fault: (text: string) => TextFault) =>
  (text: string): TextFault | null =>
    pattern.test(text) ? null : fault(text);

/** rules.md, Fields: printable ASCII, `* _ - /` among it; the length is the field's. */
const billFault = matches(/^[\x20-\x7E]*$/, (text) => ({
  rule: 'billNumberCharacters',
  severity: 'problem',
  message: `提单号“${text}”只能用字母、数字和半角符号`,
}));

/** domain.md 2.2: 转关申报单号 16, 转关单统一编号 18; 13 digits are often a number without its 000. */
const transitFault = (text: string): TextFault | null => {
  if (/^(?:[0-9A-Z]{16}|[0-9A-Z]{18})$/.test(text)) return null;
  return /^[0-9A-Z]{13}$/.test(text)
    ? warning(
        'transitNumberShort',
        `转关单号“${text}”只有 13 位，通常在前面补 000 成 16 位，请核对`,
      )
    : warning('transitNumberLength', `转关单号“${text}”通常是 16 位或 18 位字母、数字，请核对`);
};

/** domain.md 2.2: 车辆海关编号, 13 digits. */
const vehicleCustomsFault = matches(/^\d{13}$/, (text) =>
  warning('vehicleCustomsNumber', `车辆海关编号“${text}”通常是 13 位数字，请核对`),
);

/** What 绑定介质关键信息 looks like, by 绑定介质类型. */
export const mediumFormats: Readonly<Record<string, (text: string) => TextFault | null>> = {
  VN: plateFault,
  VE: matches(/^[0-9A-Z]+$/, (text) =>
    warning('electronicPlate', `电子车牌号“${text}”通常只有字母、数字，请核对`),
  ),
  IC: matches(/^[0-9A-Z]+$/, (text) =>
    warning('icCardNumber', `IC 卡号“${text}”通常只有字母、数字，请核对`),
  ),
  BC: matches(/^[\x20-\x7E]+$/, (text) =>
    warning('barCode', `条形码“${text}”通常只有字母、数字和半角符号，请核对`),
  ),
};

/** What 绑定对象 ID looks like, by 绑定对象类型. */
export const objectFormats: Readonly<Record<string, (text: string) => TextFault | null>> = {
  C: containerNumberFault,
  B: billFault,
  T: transitFault,
  VC: vehicleCustomsFault,
  VN: plateFault,
};

/** Manual 3.1.1.2: at most 3 seals of one container, joined by `|`. */
export const mostSeals = 3;
export const sealsOf = (text: string): readonly string[] => (text === '' ? [] : text.split('|'));

/** The column of all seals of one container (domain.md 2.2, 电子关锁号). */
export const longestSeals = 128;

/** domain.md 2.2: no fixed pattern; 1 to 32 letters and digits each. */
export const isUsualSeal = (seal: string): boolean => /^[0-9A-Z]{1,32}$/.test(seal);
