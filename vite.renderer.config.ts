import path from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { projectRoot, rendererFolder, rendererName } from './scripts/build/entries.ts';

export default defineConfig({
  root: path.join(projectRoot, rendererFolder),
  base: './',
  plugins: [vue()],
  build: {
    target: 'chrome130',
    outDir: path.join(projectRoot, '.vite/renderer', rendererName),
    emptyOutDir: true,
    sourcemap: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
    // The page's policy allows no data: addresses but for pictures.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
