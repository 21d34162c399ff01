// One shopper's interview as s-* elements: a sheet of questions, and what comes of it.

import { About } from './About.tsx';
import { Ending } from './Ending.tsx';
import type { Interview } from './find.ts';
import type { Sheet } from './form.ts';
import { asStored } from './known.ts';
import { Poll } from './Poll.tsx';
import { typeOf } from './questions/index.ts';
import { type Draft, EMPTY, type I18n, type Speaker, type Voice } from './questions/question.ts';
import { RewardCode, RewardProgress } from './Reward.tsx';
import { type Question, type Survey, type Text, words } from './survey.ts';
import { type Done, useSurvey } from './useSurvey.ts';

export interface SurveyFormProps extends Interview {
  i18n: I18n;
  /** The shop's address. */
  shop: string;
}

export function SurveyForm({ i18n, shop, ...interview }: SurveyFormProps) {
  const { phase, sheet, done, questions, drafts, errors, draft, submit, retry, putAside, look } = useSurvey(interview);
  const { translate, formatNumber, formatCurrency, formatDate } = i18n;
  const speak = ({ languages: [first = ''] }: Survey): Voice => ({
    translate,
    formatNumber,
    formatCurrency,
    formatDate,
    say: (text?: Text) => words(text, interview.locale, first),
  });

  if (phase === 'later') return <s-banner tone="info">{translate('put_off')}</s-banner>;
  if (phase === 'never') return <s-banner tone="info">{translate('never_again')}</s-banner>;
  if (phase === 'done' && done) return <Outcome done={done} shop={shop} look={look} voice={speak(done.survey)} />;
  if (phase === 'waiting') {
    return (
      <s-stack direction="block" gap="base">
        <s-banner tone="warning">{translate('waiting')}</s-banner>
        <s-button onClick={retry}>{translate('retry')}</s-button>
      </s-stack>
    );
  }
  if (phase === 'refused' && !sheet) return <s-banner tone="critical">{translate('refused')}</s-banner>;
  if (phase === 'nothing' || !sheet) return null;
  const { survey, left } = sheet;
  const voice = speak(survey);
  const sending = phase === 'sending';
  return (
    <s-form onSubmit={submit}>
      <s-stack direction="block" gap="large">
        {survey.reward && <RewardProgress promised={survey.reward} left={left} voice={voice} />}
        {questions.map((question) => (
          <Asking
            key={question.key}
            question={question}
            sheet={sheet}
            draft={drafts[question.key] ?? EMPTY}
            error={errors[question.key]}
            disabled={sending}
            onDraft={(next) => draft(question.key, next)}
            {...voice}
          />
        ))}
        {phase === 'refused' && <s-banner tone="critical">{translate('refused')}</s-banner>}
        <s-stack direction="inline" gap="base" alignItems="center">
          <s-button type="submit" variant="primary" loading={sending}>
            {translate('send')}
          </s-button>
          {!sending && <s-link onClick={() => putAside(false)}>{translate('not_now')}</s-link>}
          {!sending && <s-link onClick={() => putAside(true)}>{translate('never')}</s-link>}
        </s-stack>
      </s-stack>
    </s-form>
  );
}

interface AskingProps extends Speaker {
  question: Question;
  sheet: Sheet;
  draft: Draft;
  error?: string;
  disabled: boolean;
  onDraft: (draft: Draft) => void;
}

/** One question, with what she is owed before she answers it. */
function Asking({ question, sheet, error, ...field }: AskingProps) {
  const { say, translate } = field;
  const type = typeOf(question.type);
  if (!type) return null;
  const because = say(question.why);
  const why = because && <s-text color="subdued">{because}</s-text>;
  return (
    <s-stack direction="block" gap="small">
      {sheet.doubtful.includes(question.key) && <s-text color="subdued">{gently(question, sheet, field)}</s-text>}
      {!type.labelled && <s-heading>{say(question.prompt)}</s-heading>}
      {!type.labelled && why}
      <type.Field question={question} error={error && translate(error)} {...field} />
      {type.labelled && why}
      <About question={question} say={say} translate={translate} />
    </s-stack>
  );
}

/** Asks again for what she said before. */
function gently(question: Question, { facts }: Sheet, speaker: Speaker): string {
  const before = facts[`answers.${question.key}`];
  if (before === undefined) return speaker.translate('still_right');
  const answer = typeOf(question.type)?.words(question, asStored(before), speaker).join(', ') ?? '';
  return speaker.translate('still_right_answer', { answer });
}

interface OutcomeProps {
  done: Done;
  shop: string;
  look: () => Promise<{ code?: string } | undefined>;
  voice: Voice;
}

/** What she gets for her answers. */
function Outcome({ done: { survey, facts, reward, remaining = 0, poll }, shop, look, voice }: OutcomeProps) {
  const promised = survey.reward;
  return (
    <s-stack direction="block" gap="base">
      <s-banner tone="success">{voice.say(survey.thanks) || voice.translate('thanks')}</s-banner>
      {promised && <RewardProgress promised={promised} left={remaining} voice={voice} />}
      {promised && reward && <RewardCode promised={promised} code={reward.code} look={look} voice={voice} />}
      <Ending survey={survey} facts={facts} shop={shop} {...voice} />
      {poll && <Poll survey={survey} tallies={poll} voice={voice} />}
    </s-stack>
  );
}
