// Carries one submission to the server. Sending it again is harmless, because
// the server answers a repeated id as it answered the first.

import { ask, type Server } from './server.ts';
import type { Submission } from './submission.ts';
import type { Question } from './survey.ts';

export interface FieldError {
  field: string;
  code: string;
}

/** What the server would have asked next, of a submission that was not the last. */
export interface Following {
  next?: Question;
  remaining?: number;
}

/** done and refused are final; later says that nothing was proven. */
export type Outcome = ({ state: 'done' } & Following) | { state: 'refused'; errors: FieldError[] } | { state: 'later' };

const TIMEOUT = 10_000;
const WAITS = [1_000, 3_000];

/** Posts until the outcome is final or the tries are used up. */
export async function send(server: Server, submission: Submission): Promise<Outcome> {
  for (const wait of WAITS) {
    const outcome = await post(server, submission);
    if (outcome.state !== 'later') return outcome;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
  return post(server, submission);
}

// 401 is not final: the token may have run out on the way, and the next is fresh.
const PASSING = [401, 408, 425, 429];

async function post(server: Server, submission: Submission): Promise<Outcome> {
  const reply = await ask(server, 'responses', TIMEOUT, submission);
  if (!reply) return { state: 'later' };
  const { status, body } = reply;
  if (status === 200 || status === 201) return { ...(body as Following | undefined), state: 'done' };
  if (status < 400 || status >= 500 || PASSING.includes(status)) return { state: 'later' };
  const errors = (body as { errors?: FieldError[] } | undefined)?.errors;
  return { state: 'refused', errors: Array.isArray(errors) ? errors : [] };
}
