// The icons in use, drawn on a 20 by 20 grid in the current colour.

const paths: Record<string, string> = {
  plus: 'M10 4.5v11M4.5 10h11',
  minus: 'M4.5 10h11',
  x: 'M5.5 5.5l9 9M14.5 5.5l-9 9',
  check: 'M4.5 10.5l3.5 3.5 7.5-8',
  'arrow-left': 'M16 10H4.5M9 5l-5 5 5 5',
  'arrow-up': 'M10 16V4.5M5 9l5-5 5 5',
  'arrow-down': 'M10 4v11.5M5 11l5 5 5-5',
  'chevron-down': 'M5.5 8l4.5 4.5L14.5 8',
  'chevron-up': 'M5.5 12L10 7.5l4.5 4.5',
  'chevron-right': 'M8 5.5l4.5 4.5L8 14.5',
  delete: 'M3.5 5.5h13M8 5V3.5h4V5M5.5 5.5l.7 10a1 1 0 001 1h5.6a1 1 0 001-1l.7-10M8.5 8.5v5M11.5 8.5v5',
  'check-circle': 'M10 17a7 7 0 100-14 7 7 0 000 14zM7 10.2l2.2 2.2 4-4.4',
  'alert-triangle': 'M10 3.5l7 12.5H3L10 3.5zM10 8v3.5M10 13.8v.2',
  'alert-circle': 'M10 17a7 7 0 100-14 7 7 0 000 14zM10 6.5v4.5M10 13.3v.2',
  info: 'M10 17a7 7 0 100-14 7 7 0 000 14zM10 9v4.5M10 6.5v.2',
  clock: 'M10 17a7 7 0 100-14 7 7 0 000 14zM10 6v4l2.5 2',
  search: 'M9 14.5a5.5 5.5 0 100-11 5.5 5.5 0 000 11zM13 13l4 4',
  person: 'M10 10a3 3 0 100-6 3 3 0 000 6zM4.5 16.5c.6-2.8 2.7-4.2 5.5-4.2s4.9 1.4 5.5 4.2',
  order: 'M4 4.5h12v8.5l-2.5 3H4zM7 8h6M7 11h4',
  home: 'M3.5 9L10 3.5 16.5 9v7.5h-4.3v-4.3H7.8v4.3H3.5z',
  question: 'M7.5 8a2.5 2.5 0 113.6 2.2c-.8.4-1.1.9-1.1 1.8M10 14.3v.2',
};

/** The icon as SVG; a small dot for a name we do not draw. */
export function icon(name: string): string {
  const path = paths[name] ?? 'M10 9.5a.5.5 0 110 1 .5.5 0 010-1z';
  return `<svg viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="${path}"/></svg>`;
}
