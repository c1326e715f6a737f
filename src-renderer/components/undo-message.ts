import { ElMessage } from 'element-plus';
import { h } from 'vue';

const timeToUndo = 10_000;

/** Tells what was done, with a way back. */
export const offerUndo = (message: string, undo: () => void): void => {
  const shown = ElMessage({
    type: 'info',
    duration: timeToUndo,
    showClose: true,
    message: h('span', { class: 'undo-message' }, [
      `${message} `,
      h(
        'button',
        {
          type: 'button',
          class: 'link',
          'data-testid': 'undo',
          onClick: () => {
            undo();
            shown.close();
          },
        },
        '撤销',
      ),
    ]),
  });
};
