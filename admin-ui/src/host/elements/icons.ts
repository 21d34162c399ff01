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
  calendar: 'M4 5.5h12v11H4zM4 9h12M7 3.5v3M13 3.5v3',
  'chart-vertical': 'M4 16.5h12M6 14V9M10 14V4.5M14 14v-3',
  'chevron-left': 'M12 5.5L7.5 10l4.5 4.5',
  clipboard: 'M6 5h8v11.5H6zM8 5V3.5h4V5',
  edit: 'M4 16l.7-3.2L13 4.5l2.5 2.5-8.3 8.3L4 16z',
  email: 'M3.5 5.5h13v9h-13zM3.5 6l6.5 5 6.5-5',
  external: 'M11.5 4h4.5v4.5M16 4l-7 7M8 5H4.5v10.5H15V12',
  filter: 'M4 6h12M6.5 10h7M8.5 14h3',
  globe: 'M10 17a7 7 0 100-14 7 7 0 000 14zM3 10h14M10 3c2 2 3 4.3 3 7s-1 5-3 7c-2-2-3-4.3-3-7s1-5 3-7z',
  image: 'M3.5 4.5h13v11h-13zM3.5 13l4-4 3.5 3.5 2-2 3.5 3M13 7.5v.2',
  link: 'M8.5 11.5l3-3M7 9.5l-2 2a2.5 2.5 0 003.5 3.5l2-2M13 10.5l2-2A2.5 2.5 0 0011.5 5l-2 2',
  'menu-horizontal': 'M5 10v.1M10 10v.1M15 10v.1',
  phone: 'M5 4h3l1.3 3.5-1.8 1.3a9 9 0 003.7 3.7l1.3-1.8L16 12v3a1.5 1.5 0 01-1.6 1.5A11 11 0 013.5 5.6 1.5 1.5 0 015 4z',
  product: 'M4 9.5V4h5.5l7 7-5.5 5.5-7-7zM7 7v.2',
  settings: 'M10 12.5a2.5 2.5 0 100-5 2.5 2.5 0 000 5zM10 3v2M10 15v2M3 10h2M15 10h2M5 5l1.4 1.4M13.6 13.6L15 15M15 5l-1.4 1.4M6.4 13.6L5 15',
  star: 'M10 3.5l2 4.3 4.7.5-3.5 3.2 1 4.6-4.2-2.4-4.2 2.4 1-4.6-3.5-3.2 4.7-.5z',
  download: 'M10 4.5V13M6.5 10l3.5 3.5 3.5-3.5M4 13v3.5h12V13',
  upload: 'M10 13V4.5M6.5 7.5L10 4l3.5 3.5M4 13v3.5h12V13',
  view: 'M3 10s2.5-4.5 7-4.5 7 4.5 7 4.5-2.5 4.5-7 4.5S3 10 3 10zM10 12a2 2 0 100-4 2 2 0 000 4z',
  'drag-handle': 'M7.5 5v.1M7.5 10v.1M7.5 15v.1M12.5 5v.1M12.5 10v.1M12.5 15v.1',
  undo: 'M7 4.5L3.5 8 7 11.5M4 8h7.5a4 4 0 010 8H8',
  redo: 'M13 4.5L16.5 8 13 11.5M16 8H8.5a4 4 0 000 8H12',
  question: 'M7.5 8a2.5 2.5 0 113.6 2.2c-.8.4-1.1.9-1.1 1.8M10 14.3v.2',
};

/** The icon as SVG; a small dot for a name we do not draw. */
export function icon(name: string): string {
  const path = paths[name] ?? 'M10 9.5a.5.5 0 110 1 .5.5 0 010-1z';
  return `<svg viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="${path}"/></svg>`;
}
