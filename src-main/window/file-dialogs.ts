import { app, BrowserWindow, dialog, shell } from 'electron';
import path from 'node:path';

/** Files are named by the clerk in the system's own dialogs; the window never says a path. */
export interface FileDialogs {
  /** Null where the clerk thought better of it. */
  readonly askWhereToSave: (file: FileToName) => Promise<string | null>;
  readonly askWhatToOpen: (title: string, kinds: readonly FileKind[]) => Promise<string | null>;
  /** 打开所在文件夹. */
  readonly showInFolder: (file: string) => void;
}

export interface FileKind {
  readonly name: string;
  readonly extensions: readonly string[];
}

export interface FileToName {
  readonly title: string;
  /** With its ending. */
  readonly name: string;
  readonly kind: FileKind;
}

const filters = (kinds: readonly FileKind[]): { name: string; extensions: string[] }[] =>
  kinds.map(({ name, extensions }) => ({ name, extensions: [...extensions] }));

const ownWindow = (): BrowserWindow => {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) throw new Error('a dialog belongs to a window');
  return window;
};

export const fileDialogs: FileDialogs = {
  askWhereToSave: async ({ title, name, kind }) => {
    const { canceled, filePath } = await dialog.showSaveDialog(ownWindow(), {
      title,
      defaultPath: path.join(app.getPath('documents'), name),
      filters: filters([kind]),
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    return canceled || filePath === '' ? null : filePath;
  },
  askWhatToOpen: async (title, kinds) => {
    const { canceled, filePaths } = await dialog.showOpenDialog(ownWindow(), {
      title,
      filters: filters(kinds),
      properties: ['openFile'],
    });
    return canceled ? null : (filePaths[0] ?? null);
  },
  showInFolder: (file) => {
    shell.showItemInFolder(file);
  },
};
