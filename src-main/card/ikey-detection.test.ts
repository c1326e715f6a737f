import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { newCardFolder, trainingProfileFile } from '../../simulators/eport-card/training-card.ts';
import { loadIkeyTable, startIkeyDetection } from './ikey-detection.ts';
import type { HidModule } from './ikey-detection.ts';

const table = loadIkeyTable(join(dirname(trainingProfileFile), 'ikeys.json'));

describe('Ikeys', () => {
  it('are named when plugged in and forgotten when taken out', async () => {
    const devices: { vendorId: number; productId: number }[] = [{ vendorId: 1, productId: 2 }];
    const hid: HidModule = { devicesAsync: async () => devices };
    const onChange = vi.fn();
    const detection = startIkeyDetection({
      table,
      onChange,
      load: async () => hid,
      everyMilliseconds: 5,
    });
    await vi.waitFor(() => expect(detection.plugged()).toEqual([]));
    devices.push({ vendorId: 0x096e, productId: 0x0807 });
    await vi.waitFor(() =>
      expect(detection.plugged()).toMatchObject([{ name: '飞天诚信 USB Key' }]),
    );
    devices.pop();
    await vi.waitFor(() => expect(detection.plugged()).toEqual([]));
    expect(onChange).toHaveBeenCalledTimes(2);
    detection.stop();
  });

  it('are left unnamed where node-hid can’t be loaded or fails', async () => {
    const onChange = vi.fn();
    const broken = startIkeyDetection({
      table,
      onChange,
      load: () => Promise.reject(new Error('no libudev')),
    });
    const failing = startIkeyDetection({
      table,
      onChange,
      load: async () => ({ devicesAsync: () => Promise.reject(new Error('no access')) }),
    });
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect([...broken.plugged(), ...failing.plugged()]).toEqual([]);
    expect(onChange).not.toHaveBeenCalled();
    failing.stop();
  });

  it('come from a table with a source for every line', () => {
    expect(table.length).toBeGreaterThan(0);
    for (const { source, readerNamePattern } of table) {
      expect(source).not.toBe('');
      expect(() => new RegExp(readerNamePattern)).not.toThrow();
    }
  });

  it('are not recognised where the table is missing or broken', () => {
    expect(loadIkeyTable('/nowhere/ikeys.json')).toEqual([]);
    const file = join(newCardFolder(), 'ikeys.json');
    writeFileSync(file, '{');
    expect(loadIkeyTable(file)).toEqual([]);
  });
});
