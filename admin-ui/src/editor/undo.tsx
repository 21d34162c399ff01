// Taking edits back and doing them again, by button or by keys, and saying aloud what happened.

import {useEffect, useState} from 'preact/hooks';
import {t} from '../i18n';
import type {Editing} from './use-survey';

type Say = (words: string) => void;

/** What is said to those who do not see what changed. */
export function useSpoken(): [string, Say] {
  const [said, setSaid] = useState({words: '', n: 0});
  // The same words twice are heard twice: a space makes others of them.
  return [said.words + (said.n % 2 ? '\u00a0' : ''), (words) => setSaid(({n}) => ({words, n: n + 1}))];
}

export function Undo({editing: {undo, redo}, say}: {editing: Editing; say: Say}) {
  const step = (act: (() => void) | undefined, done: string, none: string) => () => {
    act?.();
    say(t(act ? done : none));
  };
  const back = step(undo, 'builder.undone', 'builder.nothing_undone');
  const again = step(redo, 'builder.redone', 'builder.nothing_redone');
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      const act = stepOf(event);
      if (!act) return;
      event.preventDefault(); // a field's own undo knows one field only
      (act === 'undo' ? back : again)();
    };
    addEventListener('keydown', keys);
    return () => removeEventListener('keydown', keys);
  });
  return (
    <>
      <s-button slot="secondary-actions" icon="undo" variant="tertiary" disabled={!undo} accessibilityLabel={t('builder.undo')} onClick={back} />
      <s-button slot="secondary-actions" icon="redo" variant="tertiary" disabled={!redo} accessibilityLabel={t('builder.redo')} onClick={again} />
    </>
  );
}

/** What a key asks for: Ctrl or ⌘ and Z, with Shift the other way; or Ctrl and Y. */
function stepOf({key, ctrlKey, metaKey, shiftKey, altKey}: KeyboardEvent): 'undo' | 'redo' | undefined {
  if (!(ctrlKey || metaKey) || altKey) return undefined;
  if (key.toLowerCase() === 'z') return shiftKey ? 'redo' : 'undo';
  return key.toLowerCase() === 'y' && ctrlKey ? 'redo' : undefined;
}
