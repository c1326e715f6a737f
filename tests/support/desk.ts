import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { ensureCardService } from '../../scripts/setup/card-service.ts';
import { sampleWorld } from '../../simulators/sample-world.ts';
import type { CardKind } from '../../simulators/eport-card/card.ts';
import { signIn } from './clerk.ts';
import { test as base } from './electron-app.ts';
import type { LaunchOptions, RunningApp } from './electron-app.ts';
import { startCardHere, startCardProcess, startEndpointHere } from './outside-world.ts';
import type { RunningCard, RunningEndpoint } from './outside-world.ts';
import { takeCardService } from './pcscd-lock.ts';

/** A desk with its outside world: an endpoint, a card, the real window. */
export interface Desk {
  readonly folder: string;
  readonly endpoint: RunningEndpoint;
  readonly card: RunningCard;
  /** Starts the program on this desk's data; again, if it was started before. */
  readonly start: (options?: LaunchOptions) => Promise<RunningApp>;
  readonly signIn: (window: Page, userName?: string) => Promise<void>;
  /** Ends the endpoint as a power cut at the other side would; `startEndpoint` brings it back. */
  readonly stopEndpoint: () => Promise<void>;
  readonly startEndpoint: () => Promise<void>;
}

export interface DeskOptions {
  /** The real PC/SC stack; else the simulated reader. */
  readonly withCardService?: boolean;
  readonly kind?: CardKind;
  readonly pin?: string;
}

const [sampleCard] = sampleWorld.cards;

/** `test` with an `openDesk` whose programs and files are gone when the test is. */
export const test = base.extend<{ openDesk: (options?: DeskOptions) => Promise<Desk> }>({
  openDesk: async ({ launch }, use) => {
    const closing: (() => Promise<unknown>)[] = [];
    await use(async (options = {}) => {
      const folder = await mkdtemp(path.join(os.tmpdir(), 'kakou-desk-e2e-'));
      closing.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
      // The virtual reader's driver exists for Linux only.
      const withCardService =
        options.withCardService === true &&
        process.platform === 'linux' &&
        (await ensureCardService());
      if (withCardService) closing.push(await takeCardService());
      const dataFolder = path.join(folder, 'endpoint');
      let endpoint = await startEndpointHere({ dataFolder });
      const port = Number(new URL(endpoint.url).port);
      closing.push(() => endpoint.stop());
      const inserted = {
        dataFolder: path.join(folder, 'cards'),
        ...sampleCard,
        ...(options.pin === undefined ? {} : { pin: options.pin }),
        ...(options.kind === undefined ? {} : { kind: options.kind }),
      };
      const card = withCardService
        ? await startCardProcess({ ...inserted, withCardService })
        : await startCardHere(inserted);
      closing.push(() => card.stop());
      return {
        folder,
        get endpoint() {
          return endpoint;
        },
        card,
        start: async (launchOptions = {}) => {
          const running = await launch({
            args: ['--training'],
            userData: path.join(folder, 'user-data'),
            ...launchOptions,
            env: {
              KAKOU_ENDPOINT_URL: endpoint.url,
              ...card.environment,
              ...launchOptions.env,
            },
          });
          closing.push(running.close);
          return running;
        },
        signIn: async (window, userName) => {
          await signIn(window, endpoint.url, userName);
          await expect(window.getByTestId('operator')).toBeVisible();
        },
        stopEndpoint: () => endpoint.stop(),
        startEndpoint: async () => {
          endpoint = await startEndpointHere({ dataFolder, port });
        },
      };
    });
    for (const close of closing.reverse()) await close();
  },
});

export { expect };
