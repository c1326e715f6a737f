/**
 * The code tables that fields point to; each is one file in `resources/parameters/`.
 * A new table is one new entry here, its file, and its line in the endpoint's contract.
 */
export const tableNames = [
  'customsDistrict',
  'mediumType',
  'businessType',
  'transportMode',
  'importExport',
  'vehicleType',
  'direction',
  'objectType',
  'billType',
] as const;

export type TableName = (typeof tableNames)[number];

/** The longest code that a table's column holds (domain/gate-message-fields.csv). */
export const codeWidths: Readonly<Record<TableName, number>> = {
  customsDistrict: 4,
  mediumType: 2,
  businessType: 10,
  transportMode: 1,
  importExport: 1,
  vehicleType: 2,
  direction: 1,
  objectType: 2,
  billType: 1,
};

/** One row of a code table as the clerk picks it. */
export interface CodeRow {
  readonly code: string;
  readonly name: string;
  /** An older or colloquial name that a clerk may type. */
  readonly alternativeName?: string;
  /** The directorate (`xx00`) of a customs district. */
  readonly parentCode?: string;
  /** Where the row comes from; empty for own knowledge. */
  readonly source: string;
  readonly confidence: 'high' | 'medium' | 'low';
  /** False for internal offices, 0000 and 5000: shown for old sheets, never offered. */
  readonly selectable: boolean;
  /** True where the name has no source: shown with 名称未核实 and ranked after the others. */
  readonly unverified: boolean;
  readonly note?: string;
}

export interface CodeTable {
  readonly name: TableName;
  readonly version: string;
  readonly rows: readonly CodeRow[];
}

export type CodeTables = Readonly<Record<TableName, CodeTable>>;
