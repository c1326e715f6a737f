import path from 'node:path';
import { windowOrigin } from '../../src-shared/contract/wire-names.ts';

const { protocol, host } = new URL(windowOrigin);

/** The file behind a URL of ours, or null for anything that is not below `folder`. */
export const fileBehind = (url: string, folder: string): string | null => {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  if (parsed.protocol !== protocol || parsed.host !== host) return null;
  let name: string;
  try {
    name = decodeURIComponent(parsed.pathname);
  } catch {
    return null;
  }
  if (name.includes('\0')) return null;
  const file = path.resolve(folder, `.${name === '/' ? '/index.html' : name}`);
  return file.startsWith(path.resolve(folder) + path.sep) ? file : null;
};
