import type { useProgram } from '../shell/program-store.ts';

/** What of an operator's rights an action of the list needs. */
export type Need = 'nothing' | 'entering' | 'amending' | 'declaring';

/** What the operator lacks, whatever the sheet; null where nothing is in the way. */
export const obstacleOf = (need: Need, program: ReturnType<typeof useProgram>): string | null => {
  switch (need) {
    case 'nothing':
      return null;
    case 'entering':
      return program.mayEnter ? null : '当前用户没有录入权限';
    case 'amending':
      return program.maySign ? null : '当前用户没有变更权限';
    case 'declaring':
      return program.declareObstacle;
  }
};
