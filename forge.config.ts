import { cpSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { MakerDeb } from '@electron-forge/maker-deb';
import { MakerSquirrel } from '@electron-forge/maker-squirrel';
import { MakerZIP } from '@electron-forge/maker-zip';
import { FusesPlugin } from '@electron-forge/plugin-fuses';
import { VitePlugin } from '@electron-forge/plugin-vite';
import type { ForgeConfig } from '@electron-forge/shared-types';
import { FuseV1Options, FuseVersion } from '@electron/fuses';
import {
  mainEntries,
  nativeModules,
  preloadEntry,
  projectRoot,
  rendererName,
} from './scripts/build/entries.ts';

const productName = 'Kakou Desk';
const executableName = 'kakou-desk';

// scripts/package.mjs sets these where only the older runtime can be had. Such a package is for
// tests: it carries the SQLite module that was built for that runtime.
const electronZipDir = process.env['KAKOU_PACKAGE_ELECTRON_ZIP'];
const sqliteReplacement = process.env['KAKOU_PACKAGE_SQLITE'];

// What a native module needs to be built or fetched, and not to run.
const buildOnly = new Set(['node-addon-api', 'prebuild-install', 'yargs']);
const needless =
  /(^|\/)(\.[^/]+|src|deps|hidapi|docs|tests?|examples|build\/Release\/obj[^/]*|build\/Makefile|node_modules\/node-addon-api)(\/|$)|\.(gyp|gypi|md|ts|map|mk|Makefile)$/;

/** Forge's Vite plugin leaves node_modules out, so what stays outside the bundles is copied in. */
function copyNativeModules(buildPath: string, target: string): void {
  const isForeignPrebuild = (file: string) => {
    const [, prebuild] = /(?:^|\/)prebuilds\/([^/]+)/.exec(file) ?? [];
    return prebuild !== undefined && !prebuild.includes(target);
  };
  const copied = new Set<string>();
  const copy = (name: string, modules: string) => {
    if (copied.has(name) || buildOnly.has(name)) return;
    copied.add(name);
    const source = path.join(modules, name);
    if (!existsSync(source)) return;
    cpSync(source, path.join(buildPath, 'node_modules', name), {
      recursive: true,
      filter: (file) => {
        const inside = path.relative(source, file).replaceAll(path.sep, '/');
        return !needless.test(inside) && !isForeignPrebuild(inside);
      },
    });
    const description = JSON.parse(readFileSync(path.join(source, 'package.json'), 'utf8')) as {
      dependencies?: Record<string, string>;
    };
    for (const dependency of Object.keys(description.dependencies ?? {})) {
      const nested = path.join(modules, dependency);
      copy(dependency, existsSync(nested) ? modules : path.join(projectRoot, 'node_modules'));
    }
  };
  for (const name of nativeModules) {
    const replaced = name === 'better-sqlite3' ? sqliteReplacement : undefined;
    copy(name, replaced ?? path.join(projectRoot, 'node_modules'));
  }
}

const config: ForgeConfig = {
  packagerConfig: {
    name: productName,
    executableName,
    appBundleId: 'cn.kakou.desk',
    asar: { unpack: '**/{*.node,node_modules/{better-sqlite3,smartcard,node-hid}/**}' },
    extraResource: ['resources', 'LICENSE'],
    ...(electronZipDir !== undefined && { electronZipDir }),
  },
  // All native modules are Node-API: one build serves every Electron.
  rebuildConfig: { onlyModules: [] },
  hooks: {
    packageAfterCopy: async (_config, buildPath, _version, platform, architecture) => {
      copyNativeModules(buildPath, `${platform}-${architecture}`);
      return Promise.resolve();
    },
  },
  makers: [
    new MakerSquirrel({ name: 'KakouDesk' }),
    new MakerZIP({}, ['linux', 'win32']),
    new MakerDeb({
      options: {
        name: executableName,
        bin: executableName,
        productName,
        categories: ['Office'],
        maintainer: 'Kakou Desk founders',
        depends: ['libpcsclite1', 'libudev1', 'libusb-1.0-0'],
        recommends: ['pcscd'],
        // The default, xz, takes minutes on a small machine. The maker's types don't know the option.
        ...{ compression: 'gzip' },
      },
    }),
  ],
  plugins: [
    new VitePlugin({
      build: [
        { entry: mainEntries, config: 'vite.main.config.ts' },
        { entry: preloadEntry, config: 'vite.preload.config.ts', target: 'preload' },
      ],
      renderer: [{ name: rendererName, config: 'vite.renderer.config.ts' }],
    }),
    new FusesPlugin({
      version: FuseVersion.V1,
      [FuseV1Options.RunAsNode]: false,
      [FuseV1Options.EnableCookieEncryption]: true,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: false,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    }),
  ],
};

export default config;
