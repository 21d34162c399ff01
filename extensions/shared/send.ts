// Carries one submission to the server. Sending it again is harmless, because
// the server answers a repeated id as it answered the first.

import type { Submission } from './submission.ts';

export interface FieldError {
  field: string;
  code: string;
}

/** done and refused are final; later says that nothing was proven. */
export type Outcome = { state: 'done' } | { state: 'refused'; errors: FieldError[] } | { state: 'later' };

export interface Sender {
  url: string;
  /** A fresh token each time: they live for minutes. */
  token: () => Promise<string>;
  /** How long to wait before each further try, in milliseconds. */
  waits?: number[];
}

const TIMEOUT = 10_000;
const WAITS = [1_000, 3_000];

/** Posts until the outcome is final or the tries are used up. */
export async function send(sender: Sender, submission: Submission): Promise<Outcome> {
  for (const wait of sender.waits ?? WAITS) {
    const outcome = await post(sender, submission);
    if (outcome.state !== 'later') return outcome;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
  return post(sender, submission);
}

async function post({ url, token }: Sender, submission: Submission): Promise<Outcome> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), TIMEOUT);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${await token()}` },
      body: JSON.stringify(submission),
      signal: abort.signal,
    });
    return outcomeOf(response.status, await response.json().catch(() => undefined));
  } catch {
    return { state: 'later' };
  } finally {
    clearTimeout(timer);
  }
}

// 401 is not final: the token may have run out on the way, and the next is fresh.
const PASSING = [401, 408, 425, 429];

function outcomeOf(status: number, reply: unknown): Outcome {
  if (status === 200 || status === 201) return { state: 'done' };
  if (status < 400 || status >= 500 || PASSING.includes(status)) return { state: 'later' };
  const errors = (reply as { errors?: FieldError[] } | undefined)?.errors;
  return { state: 'refused', errors: Array.isArray(errors) ? errors : [] };
}
