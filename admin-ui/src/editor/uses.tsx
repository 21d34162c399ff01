// Where the answer to a question goes, and what asks for it.

import {useEffect, useState} from 'preact/hooks';
import {api} from '../api';
import {t} from '../i18n';
import type {FieldError, SurveyDocument, Use, Way} from '../types';
import {tidy} from './document';
import {jumpTo} from './places';

const pause = 600; // ms that nobody types before it is asked again

/** What is said of a survey as it is written now. */
export interface Foretold {
  uses: Record<string, Use>; // by question: what becomes of the answers
  asked: number; // the most questions one shopper can be asked, 0 while that cannot be told
  warnings: FieldError[] | undefined; // once they are known
  refused: FieldError[]; // by publishing, as it stood
  of: SurveyDocument | undefined; // what that is said of
}

/** What is said of what is written now; as of before while that cannot be told. */
export function useForetold(document: SurveyDocument | undefined): Foretold {
  const [told, setTold] = useState<Foretold>({uses: {}, asked: 0, warnings: undefined, refused: [], of: undefined});
  const text = document && JSON.stringify(tidy(document));
  useEffect(() => {
    if (!text) return undefined;
    const stop = new AbortController();
    const of = JSON.parse(text) as SurveyDocument;
    const ask = () => api.uses(of, stop.signal)
      .then((now) => setTold({...now, of, uses: Object.fromEntries(now.uses.map((one) => [one.question, one]))}), () => undefined); // what cannot be asked yet has no uses either
    const timer = setTimeout(() => void ask(), pause);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text]);
  return told;
}

const own = 'shopify';
const flow = 'flow';

/** Nothing before it is known. */
export function UsedIn({use, document}: {use: Use | undefined; document: SurveyDocument}) {
  if (!use) return null;
  const {goes, withheld, read, used} = use;
  const nameOf = (key: string | undefined) => document.questions.findIndex((one) => one.key === key) + 1;
  return (
    <s-stack gap="small-200">
      <s-text type="strong">{t('uses.title')}</s-text>
      {!used && <s-banner tone="warning">{t('uses.none')}</s-banner>}
      <s-unordered-list>
        {goes.map((way) => <s-list-item key={way.destination + way.as}><Goes way={way} /></s-list-item>)}
        {withheld.map((way) => <s-list-item key={way.destination + way.as}>{t('uses.withheld', {as: way.as, title: way.title})}</s-list-item>)}
        {read.map(({survey, title = '', question}) => (
          <s-list-item key={`${survey}/${question}`}>
            {survey && <s-link href={`/surveys/${survey}`}>{t(question ? 'uses.question_of' : 'uses.audience_of', {title, question: question ?? ''})}</s-link>}
            {!survey && question && (
              <s-link href={`#questions.${nameOf(question) - 1}`} onClick={(event: Event) => { event.preventDefault(); jumpTo(`questions.${nameOf(question) - 1}.prompt`); }}>
                {t(question === use.question ? 'uses.leads_on' : 'uses.question', {n: nameOf(question)})}
              </s-link>
            )}
            {!survey && !question && t('uses.audience')}
          </s-list-item>
        ))}
        {used && goes.length + read.length === 0 && <s-list-item>{t('uses.ending')}</s-list-item>}
      </s-unordered-list>
    </s-stack>
  );
}

function Goes({way: {destination, title, as}}: {way: Way}) {
  if (destination === flow) return <>{t('uses.flow')}</>;
  if (destination === own) return <>{t('uses.goes', {as, title})}</>;
  return <s-link href={`/destinations/${destination}/mapping`}>{t('uses.goes', {as, title})}</s-link>;
}
