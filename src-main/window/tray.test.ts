import { expect, it, vi } from 'vitest';
import { openTray } from './tray.ts';

interface MenuRow {
  readonly label: string;
  readonly click: () => void;
}

/** Electron as far as the tray needs it. */
const electron = vi.hoisted(() => ({
  sent: [] as unknown[],
  toolTip: '',
  menu: [] as readonly MenuRow[],
  click: (): void => undefined,
  removed: false,
}));

vi.mock('./main-window.ts', () => ({
  mainWindow: () => ({
    isMinimized: () => false,
    show: () => undefined,
    focus: () => undefined,
    webContents: {
      send: (_channel: string, event: unknown) => {
        electron.sent.push(event);
      },
    },
  }),
}));

vi.mock('electron', () => ({
  Menu: { buildFromTemplate: (rows: readonly MenuRow[]) => rows },
  nativeImage: { createFromPath: () => ({ resize: () => null }) },
  Tray: class {
    setToolTip(text: string): void {
      electron.toolTip = text;
    }
    setContextMenu(rows: readonly MenuRow[]): void {
      electron.menu = rows;
    }
    on(_event: string, listener: () => void): void {
      electron.click = listener;
    }
    destroy(): void {
      electron.removed = true;
    }
  },
}));

it('says beside the clock how many sheets wait, and a click leads to them', () => {
  const tray = openTray('icon.png');
  expect(electron.toolTip).toContain('没有异常单证');
  tray.tellTroubles(3);
  expect(electron.toolTip).toContain('异常单证 3 票');
  expect(electron.menu.map(({ label }) => label)).toEqual(['异常单证 3 票']);
  electron.click();
  electron.menu[0]?.click();
  const troubles = { type: 'wanted', declarationId: null };
  expect(electron.sent).toEqual([troubles, troubles]);
  tray.remove();
  expect(electron.removed).toBe(true);
});
