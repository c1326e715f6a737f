import { readFileSync } from 'node:fs';
import { z } from 'zod';

/**
 * Names the Ikeys (USB tokens) that are plugged in, over HID, so that a token without a driver is
 * not "no reader". It never speaks to one. The table is data with its sources; see
 * `resources/card-profiles/ikeys.json`.
 */

const usbNumber = z
  .string()
  .regex(/^[0-9A-F]{4}$/i)
  .transform((text) => Number.parseInt(text, 16));

const ikeyTableSchema = z.object({
  ikeys: z.array(
    z.strictObject({
      vendorId: usbNumber,
      productId: usbNumber.nullable(),
      name: z.string(),
      /** Matches the reader that a driver makes of the token. */
      readerNamePattern: z.string(),
      source: z.string(),
      confidence: z.enum(['high', 'medium', 'low']),
    }),
  ),
});
export type IkeyKind = z.infer<typeof ikeyTableSchema>['ikeys'][number];

/** What is used of `node-hid`; devices are simulated at this interface in tests. */
export interface HidModule {
  readonly devicesAsync: () => Promise<
    { readonly vendorId: number; readonly productId: number; readonly path?: string | undefined }[]
  >;
}

export interface PluggedIkey {
  readonly name: string;
  readonly readerNamePattern: string;
}

export interface IkeyDetection {
  readonly plugged: () => readonly PluggedIkey[];
  readonly stop: () => void;
}

/** A table that is missing or unreadable recognises nothing; that is no error. */
export const loadIkeyTable = (file: string): readonly IkeyKind[] => {
  try {
    return ikeyTableSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).ikeys;
  } catch {
    return [];
  }
};

const loadNodeHid = async (): Promise<HidModule> => {
  const { devicesAsync } = await import('node-hid');
  return { devicesAsync };
};

export const startIkeyDetection = (options: {
  readonly table: readonly IkeyKind[];
  readonly onChange: () => void;
  readonly load?: () => Promise<HidModule>;
  /** node-hid tells of no plugging: it is asked every few seconds. */
  readonly everyMilliseconds?: number;
}): IkeyDetection => {
  let plugged: readonly PluggedIkey[] = [];
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;

  const look = async (hid: HidModule): Promise<void> => {
    const devices = await hid.devicesAsync().catch(() => []);
    const isPlugged = ({ vendorId, productId }: IkeyKind): boolean =>
      devices.some(
        (device) =>
          device.vendorId === vendorId && (productId === null || device.productId === productId),
      );
    const found = options.table.filter(isPlugged);
    const names = (ikeys: readonly PluggedIkey[]): string => ikeys.map(({ name }) => name).join();
    const hasChanged = names(found) !== names(plugged);
    plugged = found.map(({ name, readerNamePattern }) => ({ name, readerNamePattern }));
    if (isStopped) return;
    if (hasChanged) options.onChange();
    timer = setTimeout(() => void look(hid), options.everyMilliseconds ?? 3000);
  };

  const start = async (): Promise<void> => {
    if (options.table.length === 0) return;
    try {
      await look(await (options.load ?? loadNodeHid)());
    } catch {
      // Without the module Ikeys are not named; those with a driver still show as readers.
    }
  };

  void start();
  return {
    plugged: () => plugged,
    stop: () => {
      isStopped = true;
      if (timer) clearTimeout(timer);
    },
  };
};
