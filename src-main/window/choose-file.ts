import { dialog, shell } from 'electron';
import { mainWindow } from './main-window.ts';

/** The system's dialog for a new file; null where it was closed. `kind` is the clerk's word. */
export const chooseNewFile = async (
  name: string,
  kind: string,
  ending: string,
): Promise<string | null> => {
  const options = { defaultPath: name, filters: [{ name: kind, extensions: [ending] }] };
  const window = mainWindow();
  const { canceled, filePath } = await (window === null
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options));
  return canceled || filePath === '' ? null : filePath;
};

/** The system's dialog for a file that is there; null where it was closed. */
export const chooseExistingFile = async (
  title: string,
  kind: string,
  endings: readonly string[],
): Promise<string | null> => {
  const filters = [
    { name: kind, extensions: [...endings] },
    { name: '所有文件', extensions: ['*'] },
  ];
  const options = { title, filters, properties: ['openFile' as const] };
  const window = mainWindow();
  const { canceled, filePaths } = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options));
  return canceled ? null : (filePaths[0] ?? null);
};

/** 打开所在文件夹. */
export const showInFolder = (file: string): void => {
  shell.showItemInFolder(file);
};
