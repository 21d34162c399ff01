// How wide a chart is, and which way it is read.

import {useEffect, useRef, useState} from 'preact/hooks';

/** A box, its width in pixels, and whether it is read from right to left. */
export function useSize() {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [rtl, setRTL] = useState(false);
  useEffect(() => {
    const one = box.current!;
    const measure = () => {
      setWidth(Math.floor(one.clientWidth));
      setRTL(getComputedStyle(one).direction === 'rtl');
    };
    const watch = new ResizeObserver(measure);
    watch.observe(one);
    measure();
    return () => watch.disconnect();
  }, []);
  return {box, width, rtl};
}

let pen: CanvasRenderingContext2D | null | undefined;

/** How wide a text is in the page's font, of a size in pixels. */
export function widthOf(text: string, size = 13, weight = 400): number {
  pen ??= document.createElement('canvas').getContext('2d');
  if (!pen) return text.length * size * 0.55;
  pen.font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
  return pen.measureText(text).width;
}

/** As much of a text as has room. */
export function fit(text: string, room: number, size = 13): string {
  if (widthOf(text, size) <= room) return text;
  const letters = [...text];
  let [low, high] = [0, letters.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (widthOf(`${letters.slice(0, middle).join('')}…`, size) <= room) low = middle;
    else high = middle - 1;
  }
  return low > 0 ? `${letters.slice(0, low).join('').trimEnd()}…` : '';
}
