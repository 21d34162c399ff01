// What is behind a row: the raw request and answer, laid out so that they can be
// read. Loaded when the first row is opened.
import { button, exact, h } from './dom.js';
import { took } from './entry.js';

export function exchange(e) {
  return [
    e.detail && h('p', {}, e.detail),
    h('p', { class: 'l-muted' }, exact(e.at), e.cost && ` · Shopify’s price: ${e.cost.actual} points, at most ${e.cost.requested}`),
    e.url && h('p', {}, h('code', {}, `${e.method} ${e.url}`)),
    e.attempts?.length > 1 && h('ol', {}, ...e.attempts.map((a) => h('li', {}, `${exact(a.at)}: ${a.status || a.note || 'no answer'}, ${took(a.ms)}`))),
    ...message(`${e.from} sent`, e.request),
    ...message(`${e.to} answered ${e.status || ''}`, e.answer),
    /^\/(?!\/)/.test(e.link) && h('p', {}, h('a', { href: e.link }, 'See it in the shop')),
  ].filter(Boolean);
}

function message(title, m) {
  if (!m) return [];
  const copy = button('Copy', async () => {
    await navigator.clipboard.writeText(m.body);
    copy.textContent = 'Copied';
  }, { class: 'l-small' });
  return [
    h('h3', {}, title, h('span', { class: 'l-muted' }, size(m)), m.body && copy),
    m.headers && h('details', {}, h('summary', {}, 'Headers'), pre(Object.entries(m.headers).flatMap(([name, values]) => values.map((v) => `${name}: ${v}`)).join('\n'))),
    ...bodies(m),
  ];
}

function size({ bytes, cut, binary }) {
  const much = bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`;
  if (binary) return `${much}, not text`;
  return cut ? `the beginning of ${much}` : much;
}

const pre = (...children) => h('pre', { tabindex: '0' }, ...children);

function bodies({ body, headers }) {
  if (!body) return [];
  if (/^\s*[{[]/.test(body)) return graphql(body) ?? [json(body)];
  const form = headers?.['Content-Type']?.[0]?.startsWith('application/x-www-form-urlencoded');
  return [pre(form ? [...new URLSearchParams(body)].map((pair) => pair.join(' = ')).join('\n') : body)];
}

// graphql shows a query as it was written, its variables below.
function graphql(body) {
  try {
    const { query, variables } = JSON.parse(body);
    if (typeof query !== 'string') return null;
    const some = variables && Object.keys(variables).length > 0;
    return [pre(query.trim()), some && h('p', { class: 'l-muted' }, 'with'), some && json(JSON.stringify(variables))].filter(Boolean);
  } catch {
    return null; // cut, or no JSON after all: its tokens still read well
  }
}

// json lays tokens out, and does not parse: numbers stay exact, and half of a
// document is shown as well as a whole one.
function json(text) {
  const out = [];
  let depth = 0;
  const line = () => out.push(`\n${'  '.repeat(depth)}`);
  const tokens = text.match(/"(?:[^"\\]|\\.)*"?|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
  tokens.forEach((token, i) => {
    const opened = '{['.includes(tokens[i - 1]);
    const closes = '}]'.includes(token);
    if (closes) depth = Math.max(0, depth - 1);
    if (closes !== opened) line();
    out.push(tokens[i + 1] === ':' ? h('b', {}, token) : token);
    if ('{['.includes(token)) depth += 1;
    if (token === ',') line();
    if (token === ':') out.push(' ');
  });
  return pre(...out);
}
