// The survey as a shopper meets it, drawn by the blocks themselves beside what is being
// edited. It is asked of nobody and answered to nobody.

import {useEffect, useState} from 'preact/hooks';
import {api, Problem} from '../api';
import {languageName, t} from '../i18n';
import {Failed} from '../parts/states';
import {surfaces} from '../parts/surfaces';
import type {Drawn, Surface, SurveyDocument} from '../types';
import {tidy} from './document';
import {placeOf} from './places';
import {type Screen, screens, Stage} from './stage';
import {typed} from './words-input';

const pause = 400; // ms that nobody types before it is drawn again

interface PreviewProps {
  document: SurveyDocument;
  language: string; // being edited; it is shown in unless another is chosen
}

export function Preview({document, language}: PreviewProps) {
  const [at, setAt] = useState<Surface>();
  const [other, setOther] = useState('');
  const [screen, setScreen] = useState<Screen>('phone');
  const [large, setLarge] = useState(false);
  const modal = `preview-${document.handle}`;
  useEffect(() => setOther(''), [language]);
  const placed = surfaces.filter((one) => document.placements.includes(one));
  const surface = at ?? placed[0] ?? surfaces[0];
  const shown = document.languages.includes(other) ? other : language;
  const {drawn, error, retry} = useDrawn(document, surface, shown);
  const choices = (
    <s-grid gridTemplateColumns="repeat(auto-fit, minmax(7rem, 1fr))" gap="small-300">
      <s-select label={t('shown.surface')} value={surface ?? ''} onChange={(event: Event) => setAt(typed(event) as Surface)}>
        {surfaces.map((one) => <s-option key={one} value={one}>{placed.includes(one) ? t(`surface.${one}`) : t('shown.unplaced', {surface: t(`surface.${one}`)})}</s-option>)}
      </s-select>
      <s-select label={t('shown.screen')} value={screen} onChange={(event: Event) => setScreen(typed(event) as Screen)}>
        {(Object.keys(screens) as Screen[]).map((one) => <s-option key={one} value={one}>{t(`shown.screens.${one}`)}</s-option>)}
      </s-select>
      {document.languages.length > 1 && (
        <s-select label={t('shown.language')} value={shown} onChange={(event: Event) => setOther(typed(event))}>
          {document.languages.map((tag) => <s-option key={tag} value={tag}>{languageName(tag)}</s-option>)}
        </s-select>
      )}
    </s-grid>
  );
  const stage = (most: number) => drawn && <Stage key={drawn.on} drawn={drawn.drawn} draft={drawn.of} screen={screen} most={most} />;
  return (
    <s-section heading={t('editor.preview')}>
      {choices}
      {!placed.includes(surface) && <s-text color="subdued">{t(placed.length > 0 ? 'shown.unplaced_hint' : 'shown.nowhere')}</s-text>}
      {error && <Waiting error={error} retry={retry} />}
      {!drawn && !error && <s-spinner accessibilityLabel={t('loading')} />}
      {stage(globalThis.innerHeight / 2)}
      {drawn && (
        <s-stack direction="inline" justifyContent="space-between" alignItems="center" gap="small-300">
          <s-text color="subdued">{t('shown.kept')}</s-text>
          <s-button variant="tertiary" commandFor={modal} command="--show">{t('shown.large')}</s-button>
        </s-stack>
      )}
      <s-modal id={modal} heading={t('editor.preview')} size="large" onShow={() => setLarge(true)} onHide={() => setLarge(false)}>
        {large && <s-stack gap="base">{choices}{stage(globalThis.innerHeight * 0.6)}</s-stack>}
      </s-modal>
    </s-section>
  );
}

interface Shown {
  drawn: Drawn;
  on: Surface; // each has a frame of its own: what ran in another's would go on
  of: SurveyDocument;
}

/** What was drawn last; with an error what is written now could not be. */
function useDrawn(document: SurveyDocument, surface: Surface, language: string) {
  const [drawn, setDrawn] = useState<Shown>();
  const [error, setError] = useState<Error>();
  const [round, setRound] = useState(0);
  const text = JSON.stringify(tidy(document));
  useEffect(() => setDrawn(undefined), [surface]);
  useEffect(() => {
    const stop = new AbortController();
    const of = JSON.parse(text) as SurveyDocument;
    const draw = () => api.draw(of, surface, language, stop.signal).then(
      (now) => {
        setDrawn({drawn: now, of, on: surface});
        setError(undefined);
      },
      (failure: Error) => stop.signal.aborted || setError(failure),
    );
    const timer = setTimeout(() => void draw(), drawn ? pause : 0);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text, surface, language, round]);
  return {drawn, error, retry: () => setRound(round + 1)};
}

/** Why it is not what is written now. */
function Waiting({error, retry}: {error: Error; retry: () => void}) {
  const [first] = error instanceof Problem ? error.errors : [];
  if (!first) return <Failed error={error} retry={retry} />;
  return <s-text color="subdued">{t('shown.waits', {place: placeOf(first.field), message: first.message})}</s-text>;
}
