// What is known of a shopper before she is asked: by the shop, in a metafield of
// hers, and by this browser. Both say it in the same way.

import { numberOf } from './id.ts';
import type { Facts } from './rule.ts';
import type { MetafieldEntry, Question, Survey } from './survey.ts';
import { type Submission } from './submission.ts';

export interface Known {
  /** What she said, by question. Nothing sensitive is among it. */
  answers: Record<string, unknown>;
  /** Until when a question is not asked, in milliseconds; 0: for good. */
  closed: Record<string, number>;
  /** What is closed but for an order, by its number: she was asked there, and may still answer. */
  open?: Record<string, string[]>;
  /** How many answers are left of a survey. */
  left?: Record<string, number>;
  /** Who she is to samples, which is the same for her everywhere. */
  person?: string;
  /** When this browser learned the last of it. */
  at?: number;
}

export const NOTHING: Known = { answers: {}, closed: {} };

const DAY = 86_400_000;
/** How long "not now" lasts. */
const LATER = 14 * DAY;

/** What the shop knows of a customer who is asked about an order; undefined when it has not written it yet. */
export function readKnown(entries: MetafieldEntry[], order?: string): Known | undefined {
  const found = entries.find(({ target, metafield }) => target.type === 'customer' && metafield.key === 'known');
  const known = found && parseKnown(found.metafield.value);
  if (!known) return undefined;
  const open = known.open?.[numberOf(order)] ?? [];
  return { ...known, closed: Object.fromEntries(Object.entries(known.closed).filter(([key]) => !open.includes(key))) };
}

/** The same from its value, which some hosts have parsed; undefined for what is none. */
export function parseKnown(value: unknown): Known | undefined {
  try {
    return { ...NOTHING, ...((typeof value === 'string' ? JSON.parse(value) : value) as Known) };
  } catch {
    return undefined;
  }
}

/** What a page says by metafields of single questions: those are answered. */
export function closedBy(entries: MetafieldEntry[]): Known {
  const answered = entries.filter(({ target, metafield }) => target.type === 'customer' && metafield.value);
  return { answers: {}, closed: Object.fromEntries(answered.map(({ metafield }) => [metafield.key, 0])) };
}

/** Whether what this browser knows is news to the shop. After a day the shop knows better: an answer may have come to be doubted. */
export const isNews = ({ at = 0 }: Known, now: number) => now - at < DAY;

/** What the shop and this browser know together; of two times the later holds. */
export function joined(shop: Known, browser: Known): Known {
  const closed = { ...shop.closed };
  for (const [key, until] of Object.entries(browser.closed)) {
    const other = closed[key];
    closed[key] = other === undefined || !until ? until : other && Math.max(until, other);
  }
  return { ...shop, answers: { ...shop.answers, ...browser.answers }, closed };
}

/** Whether a question is not to be asked now. */
export function isClosed({ closed }: Known, key: string, now: number): boolean {
  const until = closed[key];
  return until !== undefined && (until === 0 || until > now);
}

/** Answers as rules see them. */
export function answerFacts(answers: Record<string, unknown>): Facts {
  return Object.fromEntries(Object.entries(answers).map(([key, value]) => [`answers.${key}`, value]));
}

/** What a submission lets this browser know. */
export function learned({ questions }: Survey, { answers, shown }: Submission, now: number): Known {
  const known: Known = { answers: {}, closed: {} };
  for (const question of questions) {
    const { key, sensitive } = question;
    const answer = answers[key];
    if (answer === undefined && !shown.some((one) => one.question === key)) continue;
    if (answer !== undefined && !sensitive) known.answers[key] = answer;
    const until = closedUntil(question, answer !== undefined, now);
    if (until !== undefined) known.closed[key] = until;
  }
  return known;
}

/** When a question that was asked now can be asked again, as the server reckons it; undefined: right away. */
function closedUntil({ again = {}, half_life }: Question, answered: boolean, now: number): number | undefined {
  const { mode = 'once', days = 0 } = again;
  if (mode === 'evergreen') return undefined;
  if (mode === 'until' && !answered) return now + days * DAY;
  const waits = [mode === 'every' && days, answered && half_life].filter(Boolean) as number[];
  return waits.length && now + Math.min(...waits) * DAY;
}

/** What "not now" and "never" say. */
export function putOff(keys: string[], never: boolean, now: number): Known {
  return { answers: {}, closed: Object.fromEntries(keys.map((key) => [key, never ? 0 : now + LATER])) };
}

/** An answer in the words of a metafield, which is how question types read it. */
export function asStored(answer: unknown): string {
  const plain = (one: unknown) => (typeof one === 'object' && one !== null && 'other' in one ? one.other : one);
  const whole = Array.isArray(answer) ? answer.map(plain) : plain(answer);
  return typeof whole === 'string' ? whole : JSON.stringify(whole);
}
