// As much of Markdown as the help of destinations is written in, as data: nothing of it
// is ever taken for HTML.

/** A piece of a line. */
export type Span = {kind: 'text' | 'strong' | 'em' | 'code'; text: string} | {kind: 'link'; text: string; href: string};

export type Block =
  | {kind: 'heading'; spans: Span[]}
  | {kind: 'paragraph'; spans: Span[]}
  | {kind: 'list'; ordered: boolean; items: Span[][]}
  | {kind: 'code'; text: string};

const span = /\*\*(.+?)\*\*|`([^`]+)`|\*([^*\s][^*]*)\*|\[([^\]]+)\]\((https:\/\/[^\s)]+)\)/g;

/** The pieces of a text. A link leads to https and nowhere else. */
export function spans(text: string): Span[] {
  const found: Span[] = [];
  let at = 0;
  for (const match of text.matchAll(span)) {
    if (match.index > at) found.push({kind: 'text', text: text.slice(at, match.index)});
    const [whole, strong, code, em, words, href] = match;
    if (href) found.push({kind: 'link', text: words!, href});
    else found.push({kind: strong ? 'strong' : code ? 'code' : 'em', text: (strong ?? code ?? em)!});
    at = match.index + whole.length;
  }
  if (at < text.length) found.push({kind: 'text', text: text.slice(at)});
  return found;
}

/** The blocks of a document, without its title, which stands above it anyway. */
export function blocks(document: string): Block[] {
  const all: Block[] = [];
  for (const [at, chunk] of document.split(/^```.*$/m).entries()) {
    if (at % 2 === 1) all.push({kind: 'code', text: chunk.trim()});
    else for (const part of chunk.split(/\n\s*\n/)) all.push(...block(part.trim()));
  }
  return all;
}

const item = /^\s*(?:[-*]|\d+\.)\s+/;

function block(text: string): Block[] {
  if (!text || /^# /.test(text)) return [];
  if (/^#+ /.test(text)) return [{kind: 'heading', spans: spans(text.replace(/^#+ /, ''))}];
  if (!item.test(text)) return [{kind: 'paragraph', spans: spans(joined(text))}];
  const items = text.split(/\n(?=\s*(?:[-*]|\d+\.)\s)/);
  return [{kind: 'list', ordered: /^\d/.test(text), items: items.map((one) => spans(joined(one.replace(item, ''))))}];
}

const joined = (text: string) => text.replace(/\s*\n\s*/g, ' ');
