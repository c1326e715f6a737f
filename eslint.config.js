import javascript from '@eslint/js';
import vue from 'eslint-plugin-vue';
import { defineConfig } from 'eslint/config';
import typescript from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';

const rawIpc = {
  name: 'electron',
  importNames: ['ipcMain', 'ipcRenderer'],
  message: 'Only src-main/ipc and the preload script touch raw IPC; declare a channel instead.',
};
const sqlite = {
  name: 'better-sqlite3',
  message: 'SQL lives in src-main/store (and in the simulators) and nowhere else.',
};
const platform = {
  group: ['node:*', 'electron', 'electron/*', 'vue', 'pinia', 'element-plus', 'element-plus/*'],
  message: 'src-shared is pure: it runs in both processes and knows none of them.',
};
const restrictImports = (paths, patterns = []) => ({
  '@typescript-eslint/no-restricted-imports': ['error', { paths, patterns }],
});

// `electron.ipcMain` and `require('electron').ipcMain` would get around the import rule.
const rawIpcMember = {
  selector: 'MemberExpression[property.name=/^ipc(Main|Renderer)$/]',
  message: rawIpc.message,
};
const openExternal = {
  selector: 'MemberExpression[property.name="openExternal"], Property[key.name="openExternal"]',
  message: 'Links leave the program through src-main/security/external-links.ts only.',
};
const castToAny = {
  selector: 'TSAsExpression > TSAnyKeyword',
  message: 'Parse it, or narrow it: a cast to any hides what is wrong.',
};
const vHtml = { 'vue/no-v-html': 'error' };

export default defineConfig(
  {
    ignores: [
      '.vite/',
      '.runtime/',
      'out/',
      'node_modules/',
      'test-results/',
      'playwright-report/',
      'resources/',
      'src-shared/contract/endpoint-api.ts',
    ],
  },
  javascript.configs.recommended,
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.vue'],
    extends: [typescript.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: [] },
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      'no-undef': 'off',
      'no-restricted-syntax': ['error', castToAny, rawIpcMember, openExternal],
      ...restrictImports([rawIpc, sqlite]),
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-assertions': [
        'error',
        { assertionStyle: 'as', objectLiteralTypeAssertions: 'allow-as-parameter' },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Numbers in texts are what a template is for.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allowArray: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // An interface may promise what one of its implementations knows at once.
      '@typescript-eslint/require-await': 'off',
      // Spreading a string is how one gets its characters instead of its UTF-16 halves.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // Takes a class that a package exports twice, as module and as CommonJS, for two classes.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // An index into a list whose length was just checked reads better with `!` than with a cast.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['src-renderer/**/*.vue'],
    extends: [vue.configs['flat/recommended']],
    languageOptions: { parser: vueParser, parserOptions: { parser: typescript.parser } },
    rules: {
      ...vHtml,
      // Prettier's matter.
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
    },
  },
  {
    files: ['src-main/ipc/**/*.ts', 'src-main/preload.ts'],
    rules: {
      'no-restricted-syntax': ['error', castToAny, openExternal],
      ...restrictImports([sqlite]),
    },
  },
  {
    // It runs in the window, so it is typed with the window's project.
    files: ['src-main/preload.ts'],
    languageOptions: {
      parserOptions: { projectService: false, project: './src-renderer/tsconfig.json' },
    },
  },
  {
    files: ['src-main/security/external-links.ts'],
    rules: { 'no-restricted-syntax': ['error', castToAny, rawIpcMember] },
  },
  {
    files: ['src-main/store/**/*.ts', 'simulators/**/*.ts', 'benchmarks/**/*.ts', 'tests/**/*.ts'],
    rules: restrictImports([rawIpc]),
  },
  {
    files: ['src-shared/**/*.ts'],
    ignores: ['**/*.test.ts', '**/*.testing.ts'],
    rules: {
      ...restrictImports([rawIpc, sqlite], [platform]),
      'no-restricted-globals': [
        'error',
        ...['process', 'Buffer', 'window', 'document', 'localStorage', 'navigator', 'fetch'].map(
          (name) => ({ name, message: platform.message }),
        ),
      ],
    },
  },
  {
    files: ['**/*.test.ts', 'tests/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-floating-promises': 'error',
    },
  },
  {
    files: ['**/*.mjs', '**/*.js', '**/*.cjs'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'Buffer',
          'setTimeout',
          'clearTimeout',
          'URL',
          'module',
          'require',
          '__dirname',
          '__filename',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
);
