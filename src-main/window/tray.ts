import { Menu, nativeImage, Tray } from 'electron';
import { showWanted } from './window-messages.ts';

/** The program beside the clock: how many sheets wait for the clerk, one click to them. */
export interface ProgramTray {
  readonly tellTroubles: (count: number) => void;
  readonly remove: () => void;
}

const name = '智能卡口申报客户端';

export const openTray = (icon: string): ProgramTray => {
  const tray = new Tray(nativeImage.createFromPath(icon).resize({ width: 20 }));
  const tellTroubles = (count: number): void => {
    const waiting = count === 0 ? '没有异常单证' : `异常单证 ${String(count)} 票`;
    tray.setToolTip(`${name} · ${waiting}`);
    tray.setContextMenu(
      Menu.buildFromTemplate([
        {
          label: waiting,
          click: () => {
            showWanted(null);
          },
        },
      ]),
    );
  };
  tray.on('click', () => {
    showWanted(null);
  });
  tellTroubles(0);
  return {
    tellTroubles,
    remove: () => {
      tray.destroy();
    },
  };
};
