// What is better said of a survey before it is published than refused then.

import {useEffect, useRef, useState} from 'preact/hooks';
import {t} from '../i18n';
import {focusBeside, isItem} from '../parts/focus';
import type {Survey, SurveyDocument} from '../types';
import {earlies, mended, type Stray, strays} from './astray';
import {tidy} from './document';
import {useKnown} from './known';
import {placeOf, standing} from './places';
import type {Foretold} from './uses';
import type {doubts} from './wording';

interface AdviceProps {
  survey: Survey;
  document: SurveyDocument;
  told: Foretold;
  jump: (path: string, language: string) => void;
}

type To = (path: string, language: string, words: string) => preact.JSX.Element;

const linking = (jump: AdviceProps['jump']): To => (path, language, words) => (
  <s-link href={`#${path}`} onClick={(event: Event) => { event.preventDefault(); jump(path, language); }}>{words}</s-link>
);

// The words of six languages are loaded when there is something to read them for.
function useDoubts(): {find: typeof doubts} | undefined {
  const [loaded, setLoaded] = useState<{find: typeof doubts}>();
  useEffect(() => void import('./wording').then((words) => setLoaded({find: words.doubts}), () => undefined), []); // it is only advice
  return loaded;
}

/** What may be published and had better be otherwise: as it is written now, and of the catalogue as of the last save. */
export function Advice({survey, document, told, jump}: AdviceProps) {
  const live = told.warnings ?? (survey.warnings ?? []).filter(({code}) => code === 'long');
  const saved = [...live, ...(survey.warnings ?? []).filter(({code}) => code !== 'long')].filter(({code}) => code !== 'unused'); // that is told by question
  const wording = useDoubts()?.find(document) ?? [];
  const idle = document.questions.flatMap(({key}, at) => (told.uses[key]?.used === false ? [at] : []));
  const early = earlies(document);
  if (saved.length + wording.length + idle.length + early.length === 0) return null;
  const to = linking(jump);
  return (
    <s-section heading={t('editor.advice')}>
      <s-banner tone="warning">
        <s-unordered-list>
          {saved.map((one) => <s-list-item key={one.field + one.code}>{one.message}</s-list-item>)}
          {wording.map(({path, language, fault}) => (
            <s-list-item key={`${path}.${language}.${fault}`}>{to(fault === 'private' ? path.replace(/prompt$/, 'sensitive') : path, language, placeOf(`${path}.${language}`))}: {t(`builder.fault.${fault}`)}</s-list-item>
          ))}
          {early.map(({at, path, of}) => (
            <s-list-item key={`${path}.${of}`}>{to(path, document.languages[0]!, t('editor.question', {n: at + 1}))}: {t(at === of ? 'builder.own' : 'builder.early', {n: of + 1})}</s-list-item>
          ))}
          {idle.map((at) => <s-list-item key={at}>{to(`questions.${at}.prompt`, document.languages[0]!, t('editor.question', {n: at + 1}))}: {t('uses.none')}</s-list-item>)}
        </s-unordered-list>
      </s-banner>
    </s-section>
  );
}

/** Why it would be refused for its length, and what to do, before anybody presses Publish. */
export function TooLong({told}: {told: Foretold}) {
  const refused = told.refused.filter(({code, field}) => code === 'too_many' && field === 'questions');
  return refused.map((one) => (
    <s-banner key={one.code} tone="warning" heading={t('editor.too_long')}><s-paragraph>{one.message}</s-paragraph></s-banner>
  ));
}

/** Where a branch leads that leads astray, and why it cannot. */
export const strayWords = ({to, why}: Stray, {questions}: SurveyDocument): string =>
  t(`builder.stray.${why}`, {n: questions.findIndex(({key}) => key === to) + 1, to: why === 'no_ending' ? to.replace(/^end:/, '') : to});

interface AstrayProps extends Omit<AdviceProps, 'survey'> {
  change: (document: SurveyDocument) => void;
}

/** The ways that publishing would refuse, each to be gone to, and a branch to be taken out. */
export function Astray({document, told, jump, change}: AstrayProps) {
  const {say} = useKnown();
  const list = useRef<HTMLElementTagNameMap['s-stack']>(null);
  const wrong = strays(document);
  // A place is told by its number, which is another's once something moved.
  const stands = told.of && standing(told.of) === standing(tidy(document));
  const others = !stands ? [] : told.refused.filter(({code, field}) => field !== 'questions' && !(/\.next\.\d+\.to$/.test(field) && (code === 'loop' || code === 'unknown')));
  if (wrong.length + others.length === 0) return null;
  const first = document.languages[0]!;
  const to = linking(jump);
  const mend = (one: Stray, n: number, name: string) => {
    change(mended(document, one));
    say(t('builder.removed', {name}));
    focusBeside(list.current, n, () => jump(`questions.${one.at}.prompt`, first));
  };
  return (
    <s-section heading={t('builder.astray_title')}>
      <s-banner tone="warning">
        <s-stack gap="base" ref={list}>
          <s-paragraph>{t('builder.astray_hint')}</s-paragraph>
          {wrong.map((one, n) => {
            const name = t('builder.branch', {question: one.at + 1, n: one.n + 1});
            return (
              <s-stack key={`${one.at}.${one.n}`} gap="small-300" alignItems="start" {...isItem}>
                <s-text>{to(`questions.${one.at}.next.${one.n}.to`, first, name)}: {strayWords(one, document)}</s-text>
                <s-button accessibilityLabel={`${t('builder.mend')}: ${name}`} onClick={() => mend(one, n, name)}>{t('builder.mend')}</s-button>
              </s-stack>
            );
          })}
          {others.map(({field, code, message}) => (
            <s-text key={field + code}>{to(/^questions\.\d+$/.test(field) ? `${field}.prompt` : field, first, placeOf(field))}: {message}</s-text>
          ))}
        </s-stack>
      </s-banner>
    </s-section>
  );
}
