import { ElMessage } from 'element-plus';
import type { MessageHandler } from 'element-plus';
import { h } from 'vue';

const shortly = 3000;
/** Long enough to be read, or to be taken back. */
const longer = 10_000;

const place = { placement: 'bottom', offset: 48 } as const;

let lastWord: MessageHandler | null = null;

/** What was said last is no longer true, or no longer news. */
export const hush = (): void => {
  lastWord?.close();
  lastWord = null;
};

/**
 * A word at the bottom of the window, where it hides neither buttons nor the status. It takes the
 * place of the one before: 等待发送 never stands beside 申报成功.
 */
export const say = (
  type: 'success' | 'warning' | 'error',
  message: string,
  duration = type === 'success' ? shortly : longer / 2,
): void => {
  hush();
  lastWord = ElMessage({ ...place, type, message, duration });
};

/** Tells what was done, with one step that may follow. */
export const offer = (
  message: string,
  step: { readonly word: string; readonly testId: string; readonly take: () => void },
): void => {
  const take = (): void => {
    step.take();
    shown.close();
  };
  const shown = ElMessage({
    ...place,
    type: 'info',
    duration: longer,
    showClose: true,
    message: h('span', [
      `${message} `,
      h(
        'button',
        { type: 'button', class: 'link', 'data-testid': step.testId, onClick: take },
        step.word,
      ),
    ]),
  });
};

/** Tells what was done, with a way back. */
export const offerUndo = (message: string, undo: () => void): void =>
  offer(message, { word: '撤销', testId: 'undo', take: undo });
