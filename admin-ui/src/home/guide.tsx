// The way to a first answer. What is behind stays ticked; only the next step is open.

import type {ComponentChildren} from 'preact';
import {useState} from 'preact/hooks';
import {call} from '../api';
import {listed, t} from '../i18n';
import {Failed} from '../parts/states';
import {Choose} from './choose';
import {editorOf, type Stands} from './placement';
import {behind, easiestOf, pageOf, type Step, stepOf, steps, tryOn} from './steps';
import type {GuideFacts, HomeFacts} from './types';

interface GuideProps {
  facts: HomeFacts;
  guide: GuideFacts;
  stands: Stands;
  reload(): void;
}

export function Guide({facts, guide, stands, reload}: GuideProps) {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Error>();
  const now = stepOf(guide, stands);

  async function dismiss() {
    setBusy(true);
    try {
      await call('PUT', '/home/guide', {dismissed: true});
      reload();
    } catch (error) {
      setFailed(error as Error);
      setBusy(false);
    }
  }

  const away = <s-button variant="tertiary" loading={busy} onClick={dismiss}>{t(guide.answer ? 'home.guide.done' : 'home.guide.skip')}</s-button>;
  return (
    <s-section heading={t('home.guide.title')}>
      {failed && <Failed error={failed} />}
      {guide.answer ? <Answered guide={guide} away={away} /> : (
        <s-stack gap="base">
          <s-paragraph color="subdued">{t('home.guide.hint')}</s-paragraph>
          {steps.map((step, at) => (
            <Line key={step} step={step} n={at + 1} done={behind(step, now)} open={step === now}>
              <Next step={step} facts={facts} guide={guide} stands={stands} />
            </Line>
          ))}
          <s-stack direction="inline">{away}</s-stack>
        </s-stack>
      )}
    </s-section>
  );
}

function Line({step, n, done, open, children}: {step: Step; n: number; done: boolean; open: boolean; children: ComponentChildren}) {
  const words = t(`home.guide.${step}.title`);
  return (
    <s-stack gap="small">
      <s-stack direction="inline" gap="small" alignItems="center">
        {done ? <s-icon type="check-circle" tone="success" /> : <s-badge tone={open ? 'info' : 'neutral'}>{String(n)}</s-badge>}
        <s-text {...(open ? {type: 'strong'} : {color: 'subdued'})}>{words}{done && `: ${t('home.guide.behind')}`}</s-text>
      </s-stack>
      {open && children}
    </s-stack>
  );
}

function Next({step, facts, guide, stands}: {step: Step; facts: HomeFacts; guide: GuideFacts; stands: Stands}) {
  const key = shopify.config.apiKey;
  if (step === 'choose') return <Choose />;
  if (step === 'publish') return <Act hint={t('home.guide.publish.hint')} href={`/surveys/${guide.survey!.id}`}>{t('home.guide.publish.button')}</Act>;
  if (step === 'place') {
    const on = easiestOf(guide.placements);
    const editor = on ? editorOf(on, key, guide.block) : '';
    const where = listed(guide.placements.map((place) => t(`surface.${place}`)));
    return <Act hint={t('home.guide.place.hint', {where})} href={editor} out>{t(editor.includes('/themes/') ? 'home.guide.place.theme' : 'home.guide.place.checkout')}</Act>;
  }
  const on = tryOn(guide, stands);
  const waits = on === 'thank-you' || on === 'order-status';
  return (
    <s-stack gap="small">
      <Act hint={t(waits ? 'home.guide.try.order' : 'home.guide.try.hint')} href={pageOf(on, facts.shop.domain, guide.path)} out>{t('home.guide.try.button')}</Act>
      <s-stack direction="inline" gap="small" alignItems="center">
        <s-spinner accessibilityLabel={t('home.guide.try.waiting')} />
        <s-text color="subdued">{t('home.guide.try.waiting')}</s-text>
      </s-stack>
    </s-stack>
  );
}

function Act({hint, href, out, children}: {hint: string; href: string; out?: boolean; children: ComponentChildren}) {
  return (
    <s-stack gap="small">
      <s-paragraph>{hint}</s-paragraph>
      <s-stack direction="inline"><s-button variant="primary" href={href} {...(out ? {target: '_blank'} : {})}>{children}</s-button></s-stack>
    </s-stack>
  );
}

function Answered({guide, away}: {guide: GuideFacts; away: ComponentChildren}) {
  return (
    <s-stack gap="base">
      <s-banner tone="success" heading={t('home.guide.answered.title')}>{t('home.guide.answered.hint', {title: guide.answer!.survey.title})}</s-banner>
      <s-stack direction="inline" gap="small">
        <s-button variant="primary" href={`/responses/${guide.answer!.id}`}>{t('home.guide.answered.button')}</s-button>
        {away}
      </s-stack>
    </s-stack>
  );
}
