import type { WindowBridge } from '../src-shared/contract/window-bridge.ts';

declare global {
  interface Window {
    readonly kakou: WindowBridge;
  }
}
