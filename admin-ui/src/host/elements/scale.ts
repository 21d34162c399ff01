// Polaris' words for sizes, and the CSS they stand for. A value may depend on
// the container around: "@container (inline-size > 400px) large, base".

const steps: Record<string, string> = {
  none: '0',
  'small-500': 'var(--p-space-025)',
  'small-400': 'var(--p-space-050)',
  'small-300': 'var(--p-space-100)',
  'small-200': 'var(--p-space-200)',
  'small-100': 'var(--p-space-300)',
  small: 'var(--p-space-300)',
  base: 'var(--p-space-400)',
  large: 'var(--p-space-500)',
  'large-100': 'var(--p-space-500)',
  'large-200': 'var(--p-space-600)',
  'large-300': 'var(--p-space-800)',
  'large-400': 'var(--p-space-1000)',
  'large-500': 'var(--p-space-1200)',
};

const radii: Record<string, string> = {
  none: '0',
  'small-200': 'var(--p-border-radius-100)',
  'small-100': 'var(--p-border-radius-150)',
  small: 'var(--p-border-radius-150)',
  base: 'var(--p-border-radius-200)',
  large: 'var(--p-border-radius-300)',
  'large-100': 'var(--p-border-radius-300)',
  'large-200': 'var(--p-border-radius-400)',
  max: 'var(--p-border-radius-full)',
};

const widths: Record<string, string> = {
  none: '0',
  'small-100': 'var(--p-border-width-0165)',
  small: 'var(--p-border-width-0165)',
  base: 'var(--p-border-width-025)',
  large: 'var(--p-border-width-050)',
  'large-100': 'var(--p-border-width-050)',
  'large-200': 'var(--p-border-width-100)',
};

const styles = ['none', 'auto', 'solid', 'dashed', 'dotted'];

const colors: Record<string, string> = {
  subdued: 'var(--p-color-border-secondary)',
  base: 'var(--p-color-border)',
  strong: 'var(--p-color-border-hover)',
};

const grounds: Record<string, string> = {
  transparent: 'transparent',
  subdued: 'var(--p-color-bg-surface-secondary)',
  base: 'var(--p-color-bg-surface)',
  strong: 'var(--p-color-bg-surface-tertiary)',
};

const list = (value: string) => value.trim().split(/\s+/).filter(Boolean);
const map = (value: string, words: Record<string, string>) => list(value).map((word) => words[word] ?? '0').join(' ');

type Rules = Record<string, string>;

// The four sides of Polaris follow the writing direction, those of CSS do not.
function sides(property: string, value: string, words: Record<string, string>): Rules {
  const [top = '0', end = top, bottom = top, start = end] = list(value).map((word) => words[word] ?? '0');
  return {[`${property}-block`]: `${top} ${bottom}`, [`${property}-inline`]: `${start} ${end}`};
}

function corners(value: string): Rules {
  const [a = '0', b = a, c = a, d = b] = list(value).map((word) => radii[word] ?? '0');
  return {'border-start-start-radius': a, 'border-start-end-radius': b, 'border-end-end-radius': c, 'border-end-start-radius': d};
}

// "base subdued dashed": a width, then maybe a colour and a style.
function border(value: string): Rules {
  const parts = list(value);
  const width = parts.find((part) => part in widths) ?? 'base';
  const color = parts.slice(1).find((part) => part in colors) ?? 'base';
  const style = parts.find((part) => part !== 'none' && styles.includes(part)) ?? 'solid';
  return {'border-width': widths[width]!, 'border-color': colors[color]!, 'border-style': width === 'none' ? 'none' : style.replace('auto', 'solid')};
}

const plain = (property: string) => (value: string): Rules => ({[property]: value});
const spaced = (property: string) => (value: string): Rules => ({[property]: map(value, steps)});

const inlineSides = (value: string) => {
  const [start = '0', end = start] = list(value).map((word) => steps[word] ?? '0');
  return `${start} ${end}`;
};

/** What each property of boxes, stacks and grids means in CSS. */
const meanings: Record<string, (value: string) => Rules> = {
  padding: (value) => sides('padding', value, steps),
  paddingBlock: (value) => ({'padding-block': inlineSides(value)}),
  paddingInline: (value) => ({'padding-inline': inlineSides(value)}),
  paddingBlockStart: spaced('padding-block-start'),
  paddingBlockEnd: spaced('padding-block-end'),
  paddingInlineStart: spaced('padding-inline-start'),
  paddingInlineEnd: spaced('padding-inline-end'),
  gap: spaced('gap'),
  rowGap: spaced('row-gap'),
  columnGap: spaced('column-gap'),
  borderRadius: corners,
  border,
  borderWidth: (value) => ({'border-width': list(value).map((word) => widths[word] ?? '0').join(' '), 'border-style': 'solid'}),
  borderStyle: (value) => ({'border-style': list(value).map((word) => (styles.includes(word) ? word.replace('auto', 'solid') : 'none')).join(' ')}),
  borderColor: (value) => ({'border-color': colors[value] ?? colors['base']!}),
  background: (value) => ({background: grounds[value] ?? 'transparent'}),
  display: (value) => (value === 'none' ? {display: 'none'} : {}),
  overflow: plain('overflow'),
  blockSize: plain('block-size'),
  minBlockSize: plain('min-block-size'),
  maxBlockSize: plain('max-block-size'),
  inlineSize: plain('inline-size'),
  minInlineSize: plain('min-inline-size'),
  maxInlineSize: plain('max-inline-size'),
  alignContent: plain('align-content'),
  alignItems: plain('align-items'),
  justifyContent: plain('justify-content'),
  justifyItems: plain('justify-items'),
  placeContent: plain('place-content'),
  placeItems: plain('place-items'),
  gridTemplateColumns: plain('grid-template-columns'),
  gridTemplateRows: plain('grid-template-rows'),
  gridColumn: plain('grid-column'),
  gridRow: plain('grid-row'),
  direction: (value) => (value === 'inline' ? {'flex-direction': 'row', 'flex-wrap': 'wrap', 'align-items': 'center'} : {'flex-direction': 'column'}),
  scrollPadding: (value) => sides('scroll-padding', value, steps),
  scrollMargin: (value) => sides('scroll-margin', value, steps),
  snapType: plain('scroll-snap-type'),
};

const condition = /^@container\s+((?:[\w-]+\s+)?\(.*?\)(?:\s+(?:and|or)\s+\(.*?\))*)\s+([^,]+?)\s*,\s*(.+)$/s;

/** CSS for :host of what an element's attributes say. */
export function rules(names: readonly string[], read: (name: string) => string): string {
  let css = '';
  let later = '';
  // Shorthands first, so that single sides win.
  for (const name of Object.keys(meanings).filter((one) => names.includes(one))) {
    let value = read(name);
    const tail: string[] = [];
    for (let found = condition.exec(value); found; found = condition.exec(value)) {
      tail.unshift(`@container ${found[1]} {${block(name, found[2]!)}}`);
      value = found[3]!.trim();
    }
    if (value) css += block(name, value);
    later += tail.join('');
  }
  return css + later;
}

function block(name: string, value: string): string {
  const declarations = Object.entries(meanings[name]!(value)).map(([property, of]) => `${property}:${of.replaceAll(/[{};]/g, '')}`);
  return declarations.length > 0 ? `:host{${declarations.join(';')}}` : '';
}
