import { builtinModules } from 'node:module';
import path from 'node:path';
import { defineConfig, type UserConfig } from 'vite';
import { mainEntries, nativeModules, projectRoot, rendererName } from './scripts/build/entries.ts';

const external = [
  /^electron($|\/)/,
  ...nativeModules,
  ...builtinModules.flatMap((name) => [name, `node:${name}`]),
];

/** What every bundle outside the window has in common. Forge merges its own settings into it. */
export function nodeSideConfig(): UserConfig {
  return {
    root: projectRoot,
    build: {
      target: 'node20.18',
      outDir: path.join(projectRoot, '.vite/build'),
      emptyOutDir: false,
      copyPublicDir: false,
      minify: false,
      sourcemap: true,
      reportCompressedSize: false,
      rolldownOptions: { external, platform: 'node' },
    },
    resolve: { conditions: ['node'], mainFields: ['module', 'main'] },
  };
}

export default defineConfig((environment) => {
  const config = nodeSideConfig();
  const built = environment.command === 'build';
  return {
    ...config,
    // Forge's dev server defines these itself.
    ...(built && {
      define: {
        MAIN_WINDOW_VITE_DEV_SERVER_URL: 'undefined',
        MAIN_WINDOW_VITE_NAME: JSON.stringify(rendererName),
      },
    }),
    build: {
      ...config.build,
      lib: { entry: mainEntries, formats: ['cjs'], fileName: () => '[name].cjs' },
      rolldownOptions: {
        ...config.build?.rolldownOptions,
        // In a package of type "module" only the ending .cjs makes a chunk CommonJS.
        output: { chunkFileNames: 'chunks/[name]-[hash].cjs' },
      },
    },
  };
});
