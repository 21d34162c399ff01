// What a change of the shop's comes to at every destination it touches, before it is made.

import type {ComponentChildren} from 'preact';
import {useEffect} from 'preact/hooks';
import type {Foreseen} from '../destinations/types';
import {t} from '../i18n';
import {sentence} from '../privacy/words';
import {Told} from './told';
import {matters} from './words';

interface ForeseenProps {
  id: string; // of the modal
  foreseen: Foreseen[] | undefined; // opens with a list
  hint: string; // when it happens
  children: ComponentChildren; // the buttons
}

export function ForeseenModal({id, foreseen, hint, children}: ForeseenProps) {
  useEffect(() => {
    if (foreseen) (document.getElementById(id) as unknown as {showOverlay(): void} | null)?.showOverlay();
  }, [foreseen]);
  return (
    <s-modal id={id} heading={t('effect.title')}>
      {foreseen && (
        <s-stack gap="large">
          {foreseen.filter(matters).map((one) => <One key={one.destination} one={one} />)}
          <s-paragraph color="subdued">{hint}</s-paragraph>
        </s-stack>
      )}
      {children}
    </s-modal>
  );
}

function One({one}: {one: Foreseen}) {
  const {title, problem} = one;
  if (problem) return <s-banner tone="warning" heading={t('effect.uncounted', {title})}><s-paragraph>{sentence(problem)}</s-paragraph></s-banner>;
  return <Told plan={one} title={title} />;
}
