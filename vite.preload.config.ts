import { defineConfig } from 'vite';
import { preloadEntry } from './scripts/build/entries.ts';
import { nodeSideConfig } from './vite.main.config.ts';

export default defineConfig(() => {
  const config = nodeSideConfig();
  return {
    ...config,
    build: {
      ...config.build,
      rolldownOptions: {
        ...config.build?.rolldownOptions,
        input: preloadEntry,
        output: {
          format: 'cjs' as const,
          entryFileNames: '[name].cjs',
          // A sandboxed preload can't require files of its own.
          codeSplitting: false,
        },
      },
    },
  };
});
