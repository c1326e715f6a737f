import type { EndpointState } from '../../src-shared/contract/schemas.ts';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import type { Failure } from '../../src-shared/errors/result.ts';
import { enrolmentOf } from '../desk/desk-identity.ts';
import type { Log } from '../log/log.ts';
import { findSheetEvenHidden } from '../store/declarations.ts';
import { findDesk, listDesks, moveReceiptCursor } from '../store/desks.ts';
import { writeSetting } from '../store/settings.ts';
import { transaction } from '../store/store.ts';
import type { WritableStore } from '../store/store.ts';
import {
  makeAllDue,
  nextAttemptAt,
  nextToSend,
  unansweredCount,
  waitingCount,
} from '../store/submissions.ts';
import { applyReceipts, incomingReceipt } from './apply-receipts.ts';
import type { ReceiptEffect } from './apply-receipts.ts';
import { backOff } from './back-off.ts';
import { deliver } from './deliver.ts';
import type { Delivery } from './deliver.ts';
import type { EndpointClient } from './endpoint-client.ts';

/** What the synchroniser tells the rest of the program. */
export interface SynchroniserEvents {
  readonly stateChanged: (state: EndpointState) => void;
  readonly received: (effects: readonly ReceiptEffect[]) => void;
  readonly refused: (declarationId: number, reason: string) => void;
  readonly parked: (declarationId: number) => void;
  readonly declarationsChanged: (ids: readonly number[]) => void;
}

export interface Synchroniser {
  readonly state: () => EndpointState;
  /** There is something to do now: a sheet was queued, or the clerk asked. */
  readonly wake: () => void;
  /** 立即发送: whatever was put off is due now. */
  readonly sendNow: () => void;
  readonly stop: () => Promise<void>;
}

export interface SynchroniserParts {
  readonly store: WritableStore;
  readonly endpoint: EndpointClient;
  readonly log: Log;
  readonly events: SynchroniserEvents;
  /** Numbers and receipts of a store that is not this desk's own must wait. */
  readonly isEnrolled: () => boolean;
  readonly parkAfterMilliseconds: number;
  readonly now?: () => number;
  readonly random?: () => number;
  /** Milliseconds between two looks at the receipt feed. */
  readonly pollWhileWaiting?: number;
  readonly pollWhileQuiet?: number;
}

/** Timers can't wait for weeks, and the machine's clock may be set meanwhile. */
const longestPause = 60_000;
const stopMilliseconds = 1_500;

const sleepAtMost = (
  milliseconds: number,
): { readonly over: Promise<void>; readonly cancel: () => void } => {
  let cancel = (): void => undefined;
  const over = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    cancel = () => {
      clearTimeout(timer);
      resolve();
    };
  });
  return { over, cancel };
};

/**
 * One loop that delivers what waits and fetches receipts, for as long as the program runs. It needs
 * nobody at the keyboard and takes up after a restart where it was.
 */
export const startSynchroniser = (parts: SynchroniserParts): Synchroniser => {
  const { store, endpoint, events, log } = parts;
  const now = parts.now ?? Date.now;
  const random = parts.random ?? Math.random;
  const pollWhileWaiting = parts.pollWhileWaiting ?? 1_500;
  const pollWhileQuiet = parts.pollWhileQuiet ?? 10_000;

  let connection: EndpointState['connection'] = 'unknown';
  let lastContactAt: number | null = null;
  let problem: Failure | null = null;
  let failedProbes = 0;
  let notBefore = 0;
  let pollAt = 0;
  let stopped = false;
  let woken = false;
  let stopSleeping: (() => void) | null = null;
  let lastTold = '';
  /** Earlier desk numbers whose feed the endpoint no longer gives. */
  const closedFeeds = new Set<string>();

  const state = (): EndpointState => ({
    connection,
    waitingCount: waitingCount(store),
    lastContactAt,
    problem,
  });

  const tell = (): void => {
    const current = state();
    const told = JSON.stringify({ ...current, lastContactAt: null });
    if (told === lastTold) return;
    lastTold = told;
    events.stateChanged(current);
  };

  const online = (): void => {
    connection = 'online';
    lastContactAt = now();
    problem = null;
    failedProbes = 0;
  };

  const offline = (): void => {
    connection = 'offline';
    problem = failureOf('endpoint.unreachable');
  };

  /** The endpoint's clock corrects 录入时间 and signedAt (rules.md, Life 1). */
  const probe = async (): Promise<void> => {
    const asked = now();
    const answer = await endpoint.clock();
    if (answer.type !== 'answer') {
      failedProbes += 1;
      offline();
      return;
    }
    const middle = asked + (now() - asked) / 2;
    transaction(store, (writable) => {
      writeSetting(writable, 'clockOffset', String(Math.round(answer.value - middle)));
      if (connection === 'offline') makeAllDue(writable);
    });
    online();
  };

  const follow = (delivery: Delivery, declarationId: number): boolean => {
    switch (delivery.type) {
      case 'delivered':
        online();
        pollAt = 0;
        events.received(delivery.effects);
        break;
      case 'refused':
        online();
        events.received(delivery.effects);
        events.refused(declarationId, delivery.reason);
        break;
      case 'parked':
        events.parked(declarationId);
        break;
      case 'offline':
        offline();
        break;
      case 'later':
        notBefore = delivery.notBefore;
        if (delivery.askNothing) pollAt = Math.max(pollAt, notBefore);
        problem = failureOf('endpoint.badAnswer');
        break;
      case 'unknownDesk':
        notBefore = now() + 60_000;
        problem = failureOf('desk.mustEnrolAgain');
        break;
    }
    events.declarationsChanged([declarationId]);
    return (
      delivery.type === 'delivered' || delivery.type === 'refused' || delivery.type === 'parked'
    );
  };

  const deliverAll = async (token: string): Promise<void> => {
    for (;;) {
      if (stopped || connection !== 'online' || now() < notBefore) return;
      const submission = nextToSend(store, now());
      if (submission === null) return;
      const tripNo = findSheetEvenHidden(store, submission.declarationId)?.tripNo ?? '';
      const delivery = await deliver(
        {
          store,
          endpoint,
          token,
          now,
          random,
          parkAfterMilliseconds: parts.parkAfterMilliseconds,
        },
        submission,
        tripNo,
      );
      const goOn = follow(delivery, submission.declarationId);
      tell();
      if (!goOn) return;
    }
  };

  /** Reads one desk's feed to its end; false where the endpoint can't be asked any further now. */
  const readFeed = async (deskNumber: string, isOwn: boolean): Promise<boolean> => {
    for (;;) {
      const desk = findDesk(store, deskNumber);
      if (stopped || desk === null) return false;
      const cursor = desk.receiptCursor;
      const answer = await endpoint.receipts(desk.token, cursor);
      if (answer.type === 'unreachable') {
        offline();
        return false;
      }
      if (answer.type === 'refused' && !isOwn) {
        closedFeeds.add(deskNumber);
        return true;
      }
      if (answer.type !== 'answer') {
        const pause = answer.type === 'later' ? answer.retryAfterMilliseconds : null;
        pollAt = now() + Math.max(pause ?? 0, pollWhileQuiet);
        if (pause !== null) notBefore = Math.max(notBefore, now() + pause);
        problem = failureOf(
          answer.type === 'refused' && answer.status === 401
            ? 'desk.mustEnrolAgain'
            : 'endpoint.badAnswer',
        );
        return false;
      }
      online();
      const { receipts, nextCursor } = answer.value;
      if (receipts.length === 0) return true;
      const effects = transaction(store, (writable) => {
        const applied = applyReceipts(writable, deskNumber, receipts.map(incomingReceipt), now());
        moveReceiptCursor(writable, deskNumber, nextCursor);
        return applied;
      });
      if (effects.length > 0) {
        events.received(effects);
        events.declarationsChanged(effects.map(({ declarationId }) => declarationId));
      }
      if (nextCursor <= cursor) return true;
    }
  };

  /**
   * The desk's own feed, and those of its earlier numbers: they answer what was declared before the
   * desk enrolled again.
   */
  const pullReceipts = async (deskNumber: string): Promise<void> => {
    const earlier = listDesks(store)
      .map((desk) => desk.deskNumber)
      .filter((number) => number !== deskNumber && !closedFeeds.has(number));
    for (const number of [deskNumber, ...earlier]) {
      if (!(await readFeed(number, number === deskNumber))) return;
    }
    pollAt = now() + (unansweredCount(store) > 0 ? pollWhileWaiting : pollWhileQuiet);
  };

  const round = async (): Promise<void> => {
    if (connection !== 'online') await probe();
    tell();
    const desk = parts.isEnrolled() ? enrolmentOf(store) : null;
    if (desk === null || connection !== 'online') return;
    await deliverAll(desk.token);
    if (now() >= pollAt) await pullReceipts(desk.deskNumber);
    tell();
  };

  const pauseUntilNext = (): number => {
    if (connection !== 'online') return Math.min(30_000, backOff(failedProbes, random()));
    if (!parts.isEnrolled()) return pollWhileQuiet;
    const attempt = nextAttemptAt(store);
    const sendAt = attempt === null ? Infinity : Math.max(attempt, notBefore);
    return Math.min(longestPause, Math.max(50, Math.min(sendAt, pollAt) - now()));
  };

  /** What came while the round was waiting for an answer. */
  const mustNotSleep = (): boolean => stopped || woken;

  const run = async (): Promise<void> => {
    let failures = 0;
    while (!stopped) {
      woken = false;
      let pause: number;
      try {
        await round();
        failures = 0;
        pause = pauseUntilNext();
      } catch (error) {
        // A full or locked disk must not end the loop: what was not written is tried again.
        failures += 1;
        log.write('error', 'synchronising failed', { error });
        pause = backOff(failures, random());
      }
      if (mustNotSleep()) continue;
      const sleeping = sleepAtMost(pause);
      stopSleeping = sleeping.cancel;
      await sleeping.over;
      stopSleeping = null;
    }
  };

  const running = run();

  const wake = (): void => {
    woken = true;
    stopSleeping?.();
  };

  return {
    state,
    wake,
    sendNow: () => {
      notBefore = 0;
      pollAt = 0;
      transaction(store, makeAllDue);
      wake();
    },
    stop: async () => {
      stopped = true;
      wake();
      // A request under way may hang for long; sending it again after the next start is harmless.
      const leaving = sleepAtMost(stopMilliseconds);
      await Promise.race([running, leaving.over]);
      leaving.cancel();
    },
  };
};
