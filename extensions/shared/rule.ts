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
  const [name = '', raw] = Object.entries(rule)[0] ?? [];
  const args: Rule[] = Array.isArray(raw) ? raw : [raw];
  const value = (arg: Rule) => evaluate(arg, facts, item) ?? null;
  const values = () => args.map(value);
  switch (name) {
    case 'var':
      return (args[0] === '' ? item : lookUp(String(args[0]), facts)) ?? args[1] ?? null;
    case 'missing':
      return args.filter((fact) => ['', null].includes(lookUp(String(fact), facts) as null));
    case '==':
    case '===':
      return same(value(args[0]), value(args[1]));
    case '!=':
    case '!==':
      return !same(value(args[0]), value(args[1]));
    case '<':
      return inOrder(values(), (order) => order < 0);
    case '<=':
      return inOrder(values(), (order) => order <= 0);
    case '>':
      return inOrder(values(), (order) => order > 0);
    case '>=':
      return inOrder(values(), (order) => order >= 0);
    case '!':
      return !truthy(value(args[0]));
    case '!!':
      return truthy(value(args[0]));
    case 'and':
      return firstOf(args, value, false);
    case 'or':
      return firstOf(args, value, true);
    case 'if':
      return choose(args, value);
    case 'in':
      return contains(value(args[0]), value(args[1]));
    case 'some':
      return items(value(args[0])).some((one) => truthy(evaluate(args[1], facts, one)));
    case 'none':
      return !items(value(args[0])).some((one) => truthy(evaluate(args[1], facts, one)));
    case 'all':
      return items(value(args[0])).length > 0 && items(value(args[0])).every((one) => truthy(evaluate(args[1], facts, one)));
    case '+':
      return reckon(values(), (a, b) => a + b);
    case '*':
      return reckon(values(), (a, b) => a * b);
    case '-':
      return reckon(args.length === 1 ? [0, value(args[0])] : values(), (a, b) => a - b);
    case '/':
      return reckon(values(), (a, b) => a / b);
    default:
      return null;
  }
}

const truthy = (v: unknown): boolean => (Array.isArray(v) ? v.length > 0 : Boolean(v));
const items = (v: unknown): unknown[] => (Array.isArray(v) ? v : []);
const own = (v: unknown, key: string): unknown => (typeof v === 'object' && v !== null && Object.hasOwn(v, key) ? (v as Facts)[key] : null) ?? null;

/** A fact, or a part of an answer: what was written in, a slot's parts, a place in a ranking. */
function lookUp(name: string, facts: Facts): unknown {
  const [, answer = name, part] = /^(answers\.\w+)\.(\w+)$/.exec(name) ?? [];
  const v = own(facts, answer);
  if (part === undefined) return v;
  if (!Array.isArray(v)) return own(v, part);
  if (/^\d/.test(part)) return v[Number(part)] ?? null;
  return v.map((one) => (Array.isArray(one) ? null : own(one, part))).find((one) => one !== null) ?? null;
}

/** Equality without conversion; an answer of several parts is like nothing else. */
function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((one, i) => same(one, b[i]));
  return a === b && (typeof a !== 'object' || a === null);
}

function inOrder(values: unknown[], wanted: (order: number) => boolean): boolean {
  return values.slice(1).every((b, i) => {
    const order = compare(values[i], b);
    return order !== undefined && wanted(order);
  });
}

/** Texts go by code points, as they do on the server, and not by UTF-16 units. */
function compare(a: unknown, b: unknown): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== 'string' || typeof b !== 'string') return undefined;
  const [x, y] = [[...a], [...b]];
  const at = x.findIndex((char, i) => char !== y[i]);
  if (at < 0) return x.length - y.length;
  return (x[at]?.codePointAt(0) ?? 0) - (y[at]?.codePointAt(0) ?? -1);
}

function firstOf(args: Rule[], value: (arg: Rule) => unknown, wanted: boolean): unknown {
  let v: unknown = null;
  for (const arg of args) {
    v = value(arg);
    if (truthy(v) === wanted) break;
  }
  return v;
}

function choose(args: Rule[], value: (arg: Rule) => unknown): unknown {
  let i = 0;
  for (; i + 1 < args.length; i += 2) {
    if (truthy(value(args[i]))) return value(args[i + 1]);
  }
  return i < args.length ? value(args[i]) : null;
}

function contains(what: unknown, where: unknown): boolean {
  if (Array.isArray(where)) return where.some((one) => same(what, one));
  return typeof where === 'string' && typeof what === 'string' && what !== '' && where.includes(what);
}

/** What is not known makes the whole unknown, and so does what no number can hold. */
function reckon(values: unknown[], step: (a: number, b: number) => number): number | null {
  if (!values.every((v) => typeof v === 'number')) return null;
  const sum = values.reduce(step);
  return Number.isFinite(sum) ? sum : null;
}
