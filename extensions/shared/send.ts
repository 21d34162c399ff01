// Carries one submission to the server. Sending it again is harmless, because
// the server answers a repeated id as it answered the first. And what she would
// rather not be asked, which may get lost: this browser knows it too.

import type { Word } from './asking.ts';
import { ask, mayPass, type Server } from './server.ts';
import type { Submission } from './submission.ts';

export interface FieldError {
  field: string;
  code: string;
}

/** How others answered the questions of a poll: in percent, by option. */
export type Tallies = Record<string, Record<string, number>>;

/** What the server says once it has a submission. */
export interface Following extends Omit<Word, 'version'> {
  id?: string;
  poll?: Tallies;
}

/** done and refused are final; later says that nothing was proven. */
export type Outcome = ({ state: 'done' } & Following) | { state: 'refused'; errors: FieldError[] } | { state: 'later' };

const TIMEOUT = 10_000;

/** Between the tries while she looks on. */
export const WAITS = [1_000, 3_000];

const after = (wait: number) => new Promise((resolve) => setTimeout(resolve, wait));

/** Posts until the outcome is final or the tries are used up. */
export async function send(server: Server, submission: Submission, waits: number[]): Promise<Outcome> {
  for (const wait of waits) {
    const outcome = await post(server, submission);
    if (outcome.state !== 'later') return outcome;
    await after(wait);
  }
  return post(server, submission);
}

async function post(server: Server, submission: Submission): Promise<Outcome> {
  const reply = await ask(server, 'responses', TIMEOUT, submission);
  if (!reply) return { state: 'later' };
  const { status, body } = reply;
  if (status === 200 || status === 201) return { ...(body as Following | undefined), state: 'done' };
  if (mayPass(status)) return { state: 'later' };
  const errors = (body as { errors?: FieldError[] } | undefined)?.errors;
  return { state: 'refused', errors: Array.isArray(errors) ? errors : [] };
}

/** What she does not want to be asked, now or ever. */
export interface Snooze {
  question: string;
  never: boolean;
  visitor?: string;
  order?: string;
}

/** Tells the server; what comes of it does not matter to her. */
export const snooze = (server: Server, wish: Snooze) => ask(server, 'snoozes', TIMEOUT, wish);

/** A sheet that she got to see, or began to answer. */
export interface Display {
  survey: string;
  version: number;
  surface: string;
  order?: string;
  visitor?: string;
  questions: string[];
  event: 'shown' | 'started';
}

/** Counts a display. What got lost is told once more, and not again: it is only a count. */
export async function display(server: Server, seen: Display): Promise<void> {
  const tell = () => ask(server, 'displays', TIMEOUT, seen);
  const reply = await tell();
  if (reply && reply.status < 500) return;
  await after(WAITS[1]!);
  await tell();
}
