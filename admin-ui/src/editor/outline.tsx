// All questions at a glance, in the order they are asked in: dragged by their handles, or
// moved by Alt and the arrows.

import {useEffect, useState} from 'preact/hooks';
import {t} from '../i18n';
import type {Question} from '../types';
import {moved} from './document';
import {jumpTo} from './places';

interface OutlineProps {
  questions: Question[];
  say: (question: Question) => string; // its prompt in the language being edited
  move: (from: number, to: number) => void;
}

/** A question on its way from one place to another. */
interface Drag {
  from: number;
  to: number;
}

const rowId = (at: number) => `outline.${at}`;

export function Outline({questions, say, move}: OutlineProps) {
  const [drag, setDrag] = useDrag(questions.length, move);
  const places = questions.map((_, at) => at);
  const order = drag ? moved(places, drag.from, drag.to - drag.from) : places;
  const keys = (at: number) => (event: KeyboardEvent) => {
    const to = at + ({ArrowUp: -1, ArrowDown: 1}[event.key] ?? 0);
    if (!event.altKey || to === at) return;
    event.preventDefault();
    if (to >= 0 && to < questions.length) move(at, to);
  };
  return (
    <s-section heading={t('builder.outline')}>
      <s-text color="subdued">{t('builder.outline_hint')}</s-text>
      <s-stack accessibilityRole="ordered-list" gap="none">
        {order.map((at, place) => (
          <s-box key={place} id={rowId(place)} accessibilityRole="list-item" borderRadius="base" paddingInline="small-300" background={drag?.to === place ? 'strong' : 'transparent'}>
            <s-grid gridTemplateColumns="auto auto minmax(0, 1fr)" gap="small-300" alignItems="center">
              <span style={{touchAction: 'none', cursor: drag ? 'grabbing' : 'grab'}} onKeyDown={keys(at)}
                onPointerDown={(event) => event.button === 0 && setDrag({from: at, to: at})}>
                <s-button variant="tertiary" icon="drag-handle" accessibilityLabel={t('builder.drag', {n: at + 1, count: questions.length})} />
              </span>
              <s-text color="subdued">{place + 1}</s-text>
              <s-link href={`#questions.${at}`} onClick={(event: Event) => { event.preventDefault(); jumpTo(`questions.${at}.prompt`); }}>
                {say(questions[at]!) || t('builder.unnamed')}
              </s-link>
            </s-grid>
          </s-box>
        ))}
      </s-stack>
    </s-section>
  );
}

/** Puts the cursor on the handle of a question that was moved. */
export const focusRow = (at: number) =>
  requestAnimationFrame(() => globalThis.document.getElementById(rowId(at))?.querySelector<HTMLElement>('s-button')?.focus());

// The rows are where they are drawn, so the place under the pointer is the one it is let go at.
function placeUnder(y: number, count: number): number {
  for (let at = 0; at < count; at++) {
    const box = globalThis.document.getElementById(rowId(at))?.getBoundingClientRect();
    if (box && y < box.bottom) return at;
  }
  return count - 1;
}

function useDrag(count: number, move: OutlineProps['move']): [Drag | undefined, (drag: Drag | undefined) => void] {
  const [drag, setDrag] = useState<Drag>();
  useEffect(() => {
    if (!drag) return;
    const stop = new AbortController();
    const follow = (event: PointerEvent) => {
      const to = placeUnder(event.clientY, count);
      if (to !== drag.to) setDrag({...drag, to});
    };
    const drop = () => {
      setDrag(undefined);
      if (drag.to !== drag.from) move(drag.from, drag.to);
    };
    addEventListener('pointermove', follow, stop);
    addEventListener('pointerup', drop, stop);
    addEventListener('pointercancel', () => setDrag(undefined), stop);
    addEventListener('keydown', (event) => event.key === 'Escape' && setDrag(undefined), stop);
    return () => stop.abort();
  }, [drag, count, move]);
  return [drag, setDrag];
}
