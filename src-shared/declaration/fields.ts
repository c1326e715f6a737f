import type { TableName } from '../parameters/table-names.ts';

/**
 * The field table: one entry per field of head and item (manual 3.1.1, rules.md Fields).
 * The form, its colours and hints, the checks in both processes, the store's columns, the
 * query's columns and the payload are derived from it. A new field is one entry and one migration.
 */

/** How a field behaves on the sheet at hand: yellow, white, or grey and not to be filled. */
export type Presence = 'required' | 'optional' | 'closed';

/** The values that a condition may look at: the head, and the item for item fields. */
export interface FieldContext {
  readonly head: Readonly<Record<string, string>>;
  readonly item?: Readonly<Record<string, string>>;
}

export type FieldInput =
  | { readonly type: 'code'; readonly table: TableName }
  | { readonly type: 'text'; readonly maxLength: number; readonly format?: TextFormat }
  | {
      readonly type: 'weight';
      readonly unit: 'kg';
      readonly aboveZero?: boolean;
      /** Kilograms: less than this, and not 0, was probably typed in tons. */
      readonly leastPlausible?: number;
    }
  | { readonly type: 'seals'; readonly container: 'containerNo1' | 'containerNo2' }
  | { readonly type: 'remark'; readonly maxLength: number };

/** Named text formats; what each accepts lies in `text-formats.ts`. */
export type TextFormat = 'medium' | 'object' | 'container' | 'voyage' | 'vessel';

export interface FieldDefinition {
  readonly key: string;
  readonly label: string;
  /** The label where it depends on other fields. */
  readonly labelFor?: (context: FieldContext) => string;
  /** The name of the real binding message (domain/gate-message-fields.csv). */
  readonly messageName: string;
  readonly input: FieldInput;
  /** The red line at the bottom while the field has the focus (manual 2.3.2). */
  readonly hint: string;
  /** What a new sheet or item starts with. */
  readonly initial: string;
  readonly presence: (context: FieldContext) => Presence;
}

/** A grey field that the program fills (manual: 返填, 不可录入). */
export interface SystemFieldDefinition {
  readonly key: string;
  readonly label: string;
  readonly messageName: string;
  readonly hint: string;
}

const always = (presence: Presence) => (): Presence => presence;

const required = always('required');
const optional = always('optional');

const isBill = ({ item }: FieldContext): boolean => item?.['objectType'] === 'B';
/** Fields that belong to bills only: closed until an object type is chosen and for every other one. */
const forBills = (context: FieldContext): Presence => (isBill(context) ? 'required' : 'closed');

/** The item's 业务类型 for an empty container (manual 3.1.1.2; the head's one does not count). */
const emptyContainerBusinessType = '0000100000';

const forEmptyContainers = ({ item }: FieldContext): Presence =>
  item?.['businessType'] === emptyContainerBusinessType ? 'required' : 'optional';

export const systemFields = [
  {
    key: 'dataCentreNo',
    label: '数据中心统一编码',
    messageName: 'dataId',
    hint: '系统返填，不可录入：暂存后生成，18 位（年份 4 位 + 流水号 14 位）',
  },
  {
    key: 'tripNo',
    label: '车次确认编号',
    messageName: 'SureId',
    hint: '系统返填，不可录入：暂存后生成，32 位（年月 6 位 + 卡号 13 位 + 流水号 13 位）',
  },
  {
    key: 'status',
    label: '单证状态',
    messageName: 'feedback',
    hint: '系统返填，不可录入',
  },
  {
    key: 'enteredOn',
    label: '录入时间',
    messageName: 'OpTime',
    hint: '系统返填，不可录入：首次暂存的日期（YYYY-MM-DD）',
  },
  {
    key: 'uscc',
    label: '统一社会信用代码',
    messageName: 'ContractorCodeScc',
    hint: '系统返填，不可录入：取自企业注册信息',
  },
  {
    key: 'organisationCode',
    label: '组织机构代码',
    messageName: 'ContractorCode',
    hint: '系统返填，不可录入：取自企业注册信息',
  },
  {
    key: 'operator',
    label: '操作人员',
    messageName: 'OpUserId',
    hint: '系统返填，不可录入：已绑定 IC 卡的显示卡号，否则显示用户名',
  },
] as const satisfies readonly SystemFieldDefinition[];

export const headFields = [
  {
    key: 'customsCode',
    label: '关区代码',
    messageName: 'CustomsMaster',
    input: { type: 'code', table: 'customsDistrict' },
    hint: '必填：按空格键调出参数，或输入 4 位关区代码、名称、拼音，回车确认',
    initial: '',
    presence: required,
  },
  {
    key: 'mediumType',
    label: '绑定介质类型',
    messageName: 'BindKeyType',
    input: { type: 'code', table: 'mediumType' },
    hint: '必填：VN 车牌号、VE 电子车牌号、IC IC卡、BC 条形码；按空格键调出参数',
    initial: '',
    presence: required,
  },
  {
    key: 'mediumId',
    label: '绑定介质关键信息',
    messageName: 'BindKeyInfo',
    input: { type: 'text', maxLength: 32, format: 'medium' },
    hint: '必填：先选绑定介质类型；车牌号如 沪A12345、粤BD12345',
    initial: '',
    presence: ({ head }) => (head['mediumType'] ? 'required' : 'closed'),
  },
  {
    key: 'businessType',
    label: '业务类型',
    messageName: 'RdCode',
    input: { type: 'code', table: 'businessType' },
    hint: '必填：按空格键调出参数，或输入代码、名称',
    initial: '',
    presence: required,
  },
  {
    key: 'transportMode',
    label: '运输方式',
    messageName: 'DeclTrafMode',
    input: { type: 'code', table: 'transportMode' },
    hint: '必填：2 海运、4 公路、5 航空；海运时表体须填船名',
    initial: '',
    presence: required,
  },
  {
    key: 'importExport',
    label: '进出口标志',
    messageName: 'IEFlag',
    input: { type: 'code', table: 'importExport' },
    hint: '必填：I 进口、E 出口',
    initial: '',
    presence: required,
  },
  {
    key: 'vehicleType',
    label: '过卡车辆类型',
    messageName: 'BayonetRdCode',
    input: { type: 'code', table: 'vehicleType' },
    hint: '选填：01 重进空出、02 空进重出、03 重进重出、04 空进空出',
    initial: '',
    presence: optional,
  },
  {
    key: 'vehicleWeight',
    label: '车辆重量',
    messageName: 'VehicleWeight',
    input: { type: 'weight', unit: 'kg', leastPlausible: 500 },
    hint: '必填：单位千克，最多 3 位小数；没有的填 0',
    initial: '0',
    presence: required,
  },
  {
    key: 'trailerWeight',
    label: '挂车重量',
    messageName: 'TrailerWeight',
    input: { type: 'weight', unit: 'kg', leastPlausible: 300 },
    hint: '必填：单位千克，最多 3 位小数；没有挂车填 0',
    initial: '0',
    presence: required,
  },
  {
    key: 'containerWeight',
    label: '集装箱重量',
    messageName: 'ContaWeight',
    input: { type: 'weight', unit: 'kg', leastPlausible: 300 },
    hint: '必填：单位千克，最多 3 位小数；没有集装箱填 0',
    initial: '0',
    presence: required,
  },
  {
    key: 'remark',
    label: '备注',
    messageName: 'remark',
    input: { type: 'remark', maxLength: 1000 },
    hint: '选填：最多 1000 字符；Alt+回车换行，回车到下一栏',
    initial: '',
    presence: optional,
  },
] as const satisfies readonly FieldDefinition[];

export const itemFields = [
  {
    key: 'direction',
    label: '进出方向',
    // Never to be taken for 进出口标志, whose codes are I and E as well.
    labelFor: () => '进出方向（进出厂）',
    messageName: 'IEDirection',
    input: { type: 'code', table: 'direction' },
    hint: '选填：车辆进出场站的方向，I 进厂、E 出厂；不是进出口标志',
    initial: '',
    presence: optional,
  },
  {
    key: 'objectType',
    label: '绑定对象类型',
    messageName: 'BindObjType',
    input: { type: 'code', table: 'objectType' },
    hint: '必填：C 集装箱号、B 提单、T 转关单号、VC 车辆海关编号、VN 车辆车牌',
    initial: '',
    presence: required,
  },
  {
    key: 'objectId',
    label: '绑定对象 ID',
    messageName: 'BindObjId',
    input: { type: 'text', maxLength: 32, format: 'object' },
    hint: '按绑定对象类型填写；提单出口时可不填，其余必填',
    initial: '',
    presence: (context) =>
      isBill(context) && context.head['importExport'] === 'E' ? 'optional' : 'required',
  },
  {
    key: 'vesselName',
    label: '船名',
    messageName: 'TransportId',
    input: { type: 'text', maxLength: 255, format: 'vessel' },
    hint: '运输方式为海运时必填；公路、航空不填',
    initial: '',
    presence: ({ head }) => (head['transportMode'] === '2' ? 'required' : 'closed'),
  },
  {
    key: 'voyageNo',
    label: '航次/货物运输批次号',
    labelFor: ({ head }) =>
      head['transportMode'] === '2'
        ? '航次号'
        : head['transportMode'] === '4'
          ? '货物运输批次号'
          : '航次/货物运输批次号',
    messageName: 'VoyageNo',
    input: { type: 'text', maxLength: 32, format: 'voyage' },
    hint: '必填：海运填航次号，公路填货物运输批次号；最多 32 位',
    initial: '',
    presence: required,
  },
  {
    key: 'businessType',
    label: '业务类型',
    messageName: 'RdCode',
    input: { type: 'code', table: 'businessType' },
    hint: '必填：本条表体的业务类型；空箱须填集装箱号',
    initial: '',
    presence: required,
  },
  {
    key: 'billType',
    label: '提单类型',
    messageName: 'BillType',
    input: { type: 'code', table: 'billType' },
    hint: '绑定对象为提单时必填：1 一程舱单、2 二程舱单',
    initial: '',
    presence: forBills,
  },
  {
    key: 'pickupWeight',
    label: '本次提货重量',
    messageName: 'GoodsWt',
    input: { type: 'weight', unit: 'kg', aboveZero: true },
    hint: '绑定对象为提单时必填：单位千克，大于 0，最多 3 位小数',
    initial: '',
    presence: forBills,
  },
  {
    key: 'containerNo1',
    label: '集装箱号 1',
    messageName: 'ContaId1',
    input: { type: 'text', maxLength: 11, format: 'container' },
    hint: '表体业务类型为空箱时必填：4 个字母 + 7 位数字，如 CSQU3054383',
    initial: '',
    presence: forEmptyContainers,
  },
  {
    key: 'containerNo2',
    label: '集装箱号 2',
    messageName: 'ContaId2',
    input: { type: 'text', maxLength: 11, format: 'container' },
    hint: '表体业务类型为空箱时必填；只有一个空箱时可在提示中确认“仅一个空箱”',
    initial: '',
    presence: forEmptyContainers,
  },
  {
    key: 'sealNos1',
    label: '安全智能锁号 1',
    messageName: 'EsealId1',
    input: { type: 'seals', container: 'containerNo1' },
    hint: '选填：集装箱号 1 的电子关锁号，最多 3 个，以“|”分割',
    initial: '',
    presence: optional,
  },
  {
    key: 'sealNos2',
    label: '安全智能锁号 2',
    messageName: 'EsealId2',
    input: { type: 'seals', container: 'containerNo2' },
    hint: '选填：集装箱号 2 的电子关锁号，最多 3 个，以“|”分割',
    initial: '',
    presence: optional,
  },
  {
    key: 'remark',
    label: '备注',
    messageName: 'remark',
    input: { type: 'remark', maxLength: 1000 },
    hint: '选填：最多 1000 字符；Alt+回车换行，回车保存本条表体',
    initial: '',
    presence: optional,
  },
] as const satisfies readonly FieldDefinition[];

export type HeadFieldKey = (typeof headFields)[number]['key'];
export type ItemFieldKey = (typeof itemFields)[number]['key'];
export type SystemFieldKey = (typeof systemFields)[number]['key'];
