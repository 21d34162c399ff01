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
  if (Array.isArray(rule) || Object(rule) !== rule) return rule;
  const [name] = Object.keys(rule as object) as [string];
  const args: Rule[] = [(rule as Record<string, Rule>)[name]].flat();
  const values = args.map((arg) => evaluate(arg, facts, item) ?? null);
  const each = () => items(values[0]).map((one) => truthy(evaluate(args[1], facts, one)));
  switch (name) {
    case 'var':
      return (args[0] === '' ? item : lookUp(`${args[0]}`, facts)) ?? args[1] ?? null;
    case 'missing':
      return args.filter((fact) => ['', null].includes(lookUp(`${fact}`, facts) as null));
    case 'and':
    case 'or':
      return values.at(values.findIndex((value) => truthy(value) === (name === 'or'))) ?? null; // the last where there is none
    case 'if':
      while (1 in values && !truthy(values.shift())) values.shift();
      return values[0] ?? null;
    case 'some':
      return each().includes(true);
    case 'none':
      return !each().includes(true);
    case 'all':
      return each().length > 0 && !each().includes(false);
    default:
      return simple[name]?.(...values) ?? null;
  }
}

const truthy = (v: unknown): boolean => (Array.isArray(v) ? v.length > 0 : Boolean(v));
const items = (v: unknown): unknown[] => (Array.isArray(v) ? v : []);
const own = (v: unknown, key: string): unknown => (Object(v) === v && Object.hasOwn(v as Facts, key) ? (v as Facts)[key] : null) ?? null;

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
  (wanted: (a: number, b: number) => boolean) =>
  (...values: unknown[]) =>
    values.slice(1).every((b, i) => {
      const a = values[i];
      return typeof a === typeof b && /^[ns]/.test(typeof a) && wanted(sortable(a), sortable(b));
    });

/** Texts go by code points, as they do on the server: what takes two UTF-16 units comes after all that takes one. */
const sortable = (v: unknown) => (typeof v === 'string' ? v.replace(/[\ud800-\udfff]/g, '\uffff$&') : v) as number;

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
  '<': inOrder((a, b) => a < b),
  '<=': inOrder((a, b) => a <= b),
  '>': inOrder((a, b) => a > b),
  '>=': inOrder((a, b) => a >= b),
  '!': (v: unknown) => !truthy(v),
  '!!': truthy,
  in: contains,
  '+': reckon((a, b) => a + b),
  '*': reckon((a, b) => a * b),
  '-': (...values: unknown[]) => reckon((a, b) => a - b)(...(1 in values ? values : [0, ...values])),
  '/': reckon((a, b) => a / b),
} as unknown as Record<string, (...values: unknown[]) => unknown>;
