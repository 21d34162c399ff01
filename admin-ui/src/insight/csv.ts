// A table as a file for spreadsheets (RFC 4180).

/** What stands in a cell: as it is read, and as a program would want it. */
export interface Cell {
  words: string;
  raw: string | number;
}

export const cell = (words: string, raw: string | number = words): Cell => ({words, raw});

export interface Column {
  label: string;
  numeric?: boolean;
}

export interface Table {
  columns: Column[];
  rows: Cell[][];
}

// A spreadsheet takes these for the beginning of a formula (https://owasp.org/www-community/attacks/CSV_Injection).
// Where decimals have commas it splits cells at semicolons, and at the ends of lines.
const formula = /^[=+\-@\t\r\n＝＋－＠]/;
const within = /([;\t\r\n]\s*)([=+@＝＋－＠]|-[\p{L}\p{N}(])/gu;

/** A table with a byte order mark, without which some spreadsheets read UTF-8 wrong. */
export function csv({columns, rows}: Table): string {
  const lines = [columns.map(({label}) => text(label)), ...rows.map((row) => row.map(({raw}) => (typeof raw === 'number' ? String(raw) : text(raw))))];
  return `\uFEFF${lines.map((line) => `${line.join(',')}\r\n`).join('')}`;
}

function text(words: string): string {
  const inner = words.replaceAll(within, "$1'$2");
  const safe = formula.test(words) ? `'${inner}` : inner;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** "how-did-you-hear-source-2026-11-01-2026-11-30.csv" */
export function fileName(...parts: string[]): string {
  const words = parts.map((part) => part.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-+|-+$/g, ''));
  return `${words.filter(Boolean).join('-').slice(0, 100)}.csv`;
}
