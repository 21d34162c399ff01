// The block that asks: the survey that is published for this place, of the page
// it stands on. A shopper sees nothing where nothing is published.

import { answered } from './asking.ts';
import { memoryIn, type Storage } from './memory.ts';
import { SurveyForm } from './SurveyForm.tsx';
import { type MetafieldEntry, readPublished, surveyFor } from './survey.ts';

/** What a target's API says of its page, in the same words for all targets. */
export interface Page {
  surface: string;
  /** Where the merchant may have placed the survey, the best place first. */
  placements: string[];
  metafields: MetafieldEntry[];
  /** The handle in the block's settings. */
  wanted: unknown;
  order?: string;
  /** A customer who is logged in. */
  customer?: string;
  locale: string;
  storage: Storage;
  token: () => Promise<string>;
  translate: (key: string) => string;
  /** True where a merchant arranges the page. */
  editing: boolean;
}

export function SurveyBlock({ surface, placements, metafields, wanted, order, customer, locale, storage, token, translate, editing }: Page) {
  const published = readPublished(metafields);
  const survey = surveyFor(published, placements, typeof wanted === 'string' ? wanted.trim() : '');
  if (!published || !survey) return editing ? <s-banner tone="info">{translate('nothing')}</s-banner> : null;
  return (
    <SurveyForm
      key={`${survey.handle}/${order}/${customer}`}
      survey={survey}
      occasion={{ surface, order, locale }}
      memory={memoryIn(storage, { survey: survey.handle, order, customer })}
      server={{ url: published.app_url, token }}
      known={customer ? answered(metafields) : []}
      recognised={Boolean(customer)}
      translate={translate}
    />
  );
}
