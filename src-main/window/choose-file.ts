import { BrowserWindow, dialog } from 'electron';

/** The system's dialog for a new file; null where it was closed. `kind` is the clerk's word. */
export const chooseNewFile = async (
  name: string,
  kind: string,
  ending: string,
): Promise<string | null> => {
  const options = { defaultPath: name, filters: [{ name: kind, extensions: [ending] }] };
  const window = BrowserWindow.getAllWindows()[0];
  const { canceled, filePath } = await (window === undefined
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options));
  return canceled || filePath === '' ? null : filePath;
};
