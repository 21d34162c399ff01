// What is long stands behind a button until somebody wants to see it.

import type {ComponentChildren} from 'preact';
import {useState} from 'preact/hooks';
import {t} from '../i18n';

/** Its children once they are asked for; `label` says more of the button than it does. */
export function Fold({show, label, children}: {show: string; label: string; children: ComponentChildren}) {
  const [open, setOpen] = useState(false);
  return (
    <s-stack gap="base">
      <s-stack direction="inline">
        <s-button icon={open ? 'chevron-up' : 'chevron-down'} accessibilityLabel={`${open ? t('hide') : show}: ${label}`} onClick={() => setOpen(!open)}>
          {open ? t('hide') : show}
        </s-button>
      </s-stack>
      {open && children}
    </s-stack>
  );
}

/** The first of a list, and a button for the others. */
export function useFirst<T>(all: T[], most: number): {first: T[]; rest: ComponentChildren} {
  const [whole, setWhole] = useState(false);
  if (whole || all.length <= most) return {first: all, rest: null};
  return {
    first: all.slice(0, most),
    rest: <s-stack direction="inline"><s-button onClick={() => setWhole(true)}>{t('show_all', {count: all.length})}</s-button></s-stack>,
  };
}
