// Decides a rule as the server does (app/rule): JSONLogic in which nothing is
// converted. A rule was checked when it was published; one that this bundle cannot
// read does not hold, and never throws.

export type Rule = unknown;

/** What is known of a shopper and her visit, by the fact's name. */
export type Facts = Record<string, unknown>;

/** Whether a rule holds of the facts. No rule always holds. */
export const holds = (rule: Rule, facts: Facts): boolean => rule == null || truthy(evaluate(rule, facts));

/** A rule's value, of which holds is the truth. */
export function evaluate(rule: Rule, facts: Facts, item?: unknown): unknown {
  if (Array.isArray(rule) || typeof rule !== 'object' || rule === null) return rule;
  const [name, raw] = Object.entries(rule)[0] ?? [''];
  const args: Rule[] = [raw].flat();
  const value = (i: number) => evaluate(args[i], facts, item) ?? null;
  const each = () => items(value(0)).map((one) => truthy(evaluate(args[1], facts, one)));
  let i = 0;
  switch (name) {
    case 'var':
      return (args[0] === '' ? item : lookUp(String(args[0]), facts)) ?? args[1] ?? null;
    case 'missing':
      return args.filter((fact) => ['', null].includes(lookUp(String(fact), facts) as null));
    case 'and':
    case 'or':
      while (i + 1 < args.length && truthy(value(i)) !== (name === 'or')) i++;
      return value(i);
    case 'if':
      while (i + 1 < args.length && !truthy(value(i))) i += 2;
      return value(i + 1 < args.length ? i + 1 : i);
    case 'some':
      return each().includes(true);
    case 'none':
      return !each().includes(true);
    case 'all':
      return each().length > 0 && !each().includes(false);
    default:
      return simple[name]?.(...args.map((_, i) => value(i))) ?? null;
  }
}

const truthy = (v: unknown): boolean => (Array.isArray(v) ? v.length > 0 : Boolean(v));
const items = (v: unknown): unknown[] => (Array.isArray(v) ? v : []);
const own = (v: unknown, key: string): unknown => (typeof v === 'object' && Object.hasOwn(v ?? {}, key) ? (v as Facts)[key] : null) ?? null;

/** A fact, or a part of an answer: what was written in, a slot's parts, a place in a ranking. */
function lookUp(name: string, facts: Facts): unknown {
  const [, answer = name, part] = /^(answers\.\w+)\.(\w+)$/.exec(name) ?? [];
  const v = own(facts, answer);
  if (part === undefined) return v;
  if (!Array.isArray(v) || /^\d/.test(part)) return own(v, part);
  return v.map((one) => (Array.isArray(one) ? null : own(one, part))).find((one) => one !== null) ?? null;
}

/** Equality without conversion; an answer of several parts is like nothing else. */
function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((one, i) => same(one, b[i]));
  return a === b && (typeof a !== 'object' || a === null);
}

/** Whether each value stands in such an order to the next; what cannot be compared is in none. */
const inOrder =
  (wanted: (order: number) => boolean) =>
  (...values: unknown[]) =>
    values.slice(1).every((b, i) => wanted(compare(values[i], b)));

/** Texts go by code points, as they do on the server, and not by UTF-16 units. */
function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== 'string' || typeof b !== 'string') return NaN;
  const [x, y] = [[...a], [...b]];
  const at = x.findIndex((char, i) => char !== y[i]);
  return at < 0 ? x.length - y.length : x[at]!.codePointAt(0)! - (y[at]?.codePointAt(0) ?? -1);
}

function contains(what: unknown, where: unknown): boolean {
  if (Array.isArray(where)) return where.some((one) => same(what, one));
  return typeof where === 'string' && typeof what === 'string' && what !== '' && where.includes(what);
}

/** What is not known makes the whole unknown, and so does what no number can hold. */
const reckon =
  (step: (a: number, b: number) => number) =>
  (...values: unknown[]) => {
    const sum = values.every((v) => typeof v === 'number') && values.reduce(step);
    return Number.isFinite(sum) ? sum : null;
  };

/** The operators that look at values alone, and at all of them. */
const simple = {
  __proto__: null, // a rule names nothing else
  '==': same,
  '===': same,
  '!=': (a: unknown, b: unknown) => !same(a, b),
  '!==': (a: unknown, b: unknown) => !same(a, b),
  '<': inOrder((order) => order < 0),
  '<=': inOrder((order) => order <= 0),
  '>': inOrder((order) => order > 0),
  '>=': inOrder((order) => order >= 0),
  '!': (v: unknown) => !truthy(v),
  '!!': truthy,
  in: contains,
  '+': reckon((a, b) => a + b),
  '*': reckon((a, b) => a * b),
  '-': (...values: unknown[]) => reckon((a, b) => a - b)(...(values.length === 1 ? [0, ...values] : values)),
  '/': reckon((a, b) => a / b),
} as unknown as Record<string, (...values: unknown[]) => unknown>;
