// Answers on their way: kept in this browser from before they are sent until the
// server says that it has them, so that neither a closed tab nor a dead line loses
// one. Each has the id it was made with, by which the server knows it again.

import { numberOf } from './id.ts';
import type { Remembering } from './memory.ts';
import type { Submission } from './submission.ts';

interface Waiting {
  submission: Submission;
  /** Who said it: another who is logged in must not send it as hers. */
  customer: string;
  at: number;
}

export interface Queue {
  /** What may be sent in her name, the oldest first. */
  hers: () => Promise<Submission[]>;
  put: (submission: Submission) => Promise<void>;
  drop: (id: string) => Promise<void>;
}

/** A browser keeps so many, the newest, and none for longer. */
const MOST = 1_000;
const LONGEST = 30 * 86_400_000;

/** One change after the other, whichever part of the page makes it. */
let turn = Promise.resolve();

/** The queue of a browser as one shopper at one order may send it. */
export function queueIn(read: (key: string) => Promise<unknown>, write: (key: string, value: unknown) => Promise<void>, { order, customer }: Remembering): Queue {
  const who = numberOf(customer);
  // Who comes to the same order is the same person, whether she has logged in since or not.
  const isHers = ({ submission, customer }: Waiting) => customer === who || (submission.order && numberOf(submission.order) === numberOf(order));
  const waiting = async () => {
    const kept = await read('queue');
    return Array.isArray(kept) ? (kept as Waiting[]).filter(({ at }) => Date.now() - at < LONGEST) : [];
  };
  const change = (id: string, add?: Waiting) =>
    (turn = turn.then(async () => {
      // Another tab may write at the same time: what that undoes is done again.
      for (let tries = 0; tries < 3; tries++) {
        const [all, others] = [await waiting(), (one: Waiting) => one.submission.id !== id];
        if (all.every(others) !== Boolean(add)) return;
        await write('queue', [...all.filter(others), ...(add ? [add] : [])].slice(-MOST));
      }
    }));
  return {
    hers: async () => (await waiting()).filter(isHers).map(({ submission }) => submission),
    put: (submission) => change(submission.id, { submission, customer: who, at: Date.now() }),
    drop: (id) => change(id),
  };
}
