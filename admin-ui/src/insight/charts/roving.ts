// One stop of the tab key for a whole chart, and the arrows from point to point
// (https://www.w3.org/WAI/ARIA/apg/practices/keyboard-interface/#kbd_roving_tabindex).

import {useState} from 'preact/hooks';

/** Where the arrows lead from a point in a grid of so many rows and columns; undefined for other keys. */
export function moved(key: string, row: number, column: number, rows: number, columns: number, rtl: boolean): [number, number] | undefined {
  const on = rtl ? 'ArrowLeft' : 'ArrowRight';
  const back = rtl ? 'ArrowRight' : 'ArrowLeft';
  const within = (n: number, size: number) => Math.min(Math.max(n, 0), size - 1);
  switch (key) {
    case on: return [row, within(column + 1, columns)];
    case back: return [row, within(column - 1, columns)];
    case 'ArrowDown': return [within(row + 1, rows), column];
    case 'ArrowUp': return [within(row - 1, rows), column];
    case 'Home': return columns > 1 ? [row, 0] : [0, column];
    case 'End': return columns > 1 ? [row, columns - 1] : [rows - 1, column];
    default: return undefined;
  }
}

/** Which point holds the focus, and the attributes of each. */
export function useRoving(rows: number, columns: number, rtl: boolean) {
  const [[row, column], setAt] = useState<[number, number]>([0, 0]);
  const stop: [number, number] = [Math.min(row, rows - 1), Math.min(column, columns - 1)];
  return (of: number, at: number) => ({
    tabIndex: of === stop[0] && at === stop[1] ? 0 : -1,
    'data-point': `${of}-${at}`,
    onFocus: () => setAt([of, at]),
    onKeyDown: (event: KeyboardEvent) => {
      const next = moved(event.key, of, at, rows, columns, rtl);
      if (!next) return;
      event.preventDefault();
      setAt(next);
      const chart = (event.currentTarget as Element).closest('svg');
      chart?.querySelector<SVGElement>(`[data-point="${next.join('-')}"]`)?.focus();
    },
  });
}
