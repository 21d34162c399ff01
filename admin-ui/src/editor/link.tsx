// Where a published survey's own page is, to be sent, printed and put on a counter.

import {useState} from 'preact/hooks';
import {api, Problem} from '../api';
import {t} from '../i18n';
import {useLoad} from '../load';
import {Copy} from '../parts/copy';
import {Fold} from '../parts/fold';
import {Failed} from '../parts/states';
import {save} from '../privacy/save';
import type {Campaign, Survey, SurveyPage} from '../types';
import {typed} from './words-input';

const none: Campaign = {utm_source: '', utm_medium: '', utm_campaign: '', kiosk: false};

/** Nothing while no version of it that is asked on the link page is published. */
export function Link({survey}: {survey: Survey}) {
  const live = survey.version > 0 && survey.document.placements.includes('link');
  return live ? <Page key={survey.version} survey={survey} /> : null;
}

function Page({survey}: {survey: Survey}) {
  const [campaign, setCampaign] = useState(none);
  const {value, error, reload} = useLoad((signal) => api.surveyPage(survey.id, campaign, signal), [campaign]);
  const set = (part: Partial<Campaign>) => setCampaign({...campaign, ...part});
  const unpublished = error instanceof Problem && error.status === 409;
  return (
    <s-section heading={t('link.title')}>
      {unpublished && <s-paragraph color="subdued">{t('link.publish')}</s-paragraph>}
      {error && !unpublished && <Failed error={error} retry={reload} />}
      {value && !unpublished && (
        <s-stack gap="base">
          <Address page={value} handle={survey.document.handle} />
          <Fold show={t('link.campaign')} label={t('link.title')}>
            <s-stack gap="small">
              {(['utm_source', 'utm_medium', 'utm_campaign'] as const).map((name) => (
                <s-text-field key={name} label={t(`link.${name}`)} placeholder={t(`link.like.${name}`)} maxLength={100} value={campaign[name]}
                  onChange={(event: Event) => set({[name]: typed(event)})} />
              ))}
              <s-checkbox label={t('link.kiosk')} details={t('link.kiosk_hint')} checked={campaign.kiosk}
                onChange={(event) => set({kiosk: event.currentTarget.checked})} />
            </s-stack>
          </Fold>
        </s-stack>
      )}
    </s-section>
  );
}

function Address({page: {url, qr}, handle}: {page: SurveyPage; handle: string}) {
  return (
    <>
      <s-text-field label={t('link.address')} value={url} readOnly />
      <s-box inlineSize="160px">
        <s-image src={`data:image/svg+xml,${encodeURIComponent(qr)}`} alt={t('link.qr_of', {url})} border="base" borderRadius="base" />
      </s-box>
      <s-stack direction="inline" gap="small">
        <Copy text={url} label={t('link.copy')} />
        <s-button onClick={() => save(`askwell-${handle}.svg`, 'image/svg+xml', qr)}>{t('link.download')}</s-button>
        <s-button href={url} target="_blank">{t('link.open')}</s-button>
      </s-stack>
    </>
  );
}
