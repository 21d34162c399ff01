// One shopper's interview as s-* elements: what she gets for what she has answered,
// and a sheet of questions.

import { Component } from 'preact';

import { About } from './About.tsx';
import { Ending } from './Ending.tsx';
import type { Interview } from './find.ts';
import { type Sheet, standing } from './form.ts';
import { BLANK, type Done, interviewer, type View } from './interviewer.ts';
import { asStored } from './known.ts';
import { Poll } from './Poll.tsx';
import { typeOf } from './questions/index.ts';
import { type Draft, EMPTY, type I18n, type Speaker, type Voice } from './questions/question.ts';
import { RewardCode, RewardProgress } from './Reward.tsx';
import { type Question, type Survey, type Text, words } from './survey.ts';

export interface SurveyFormProps extends Interview {
  i18n: I18n;
  /** The shop's address. */
  shop: string;
}

interface State extends View {
  her: ReturnType<typeof interviewer>;
}

export class SurveyForm extends Component<SurveyFormProps, State> {
  constructor(props: SurveyFormProps) {
    super(props);
    const her = interviewer(() => this.props, (view) => this.setState(view));
    this.state = { ...BLANK, her };
  }

  override componentDidMount() {
    this.state.her.begin();
  }

  override componentDidUpdate() {
    this.state.her.drawn();
  }

  override componentWillUnmount() {
    this.state.her.leave();
  }

  override render({ i18n, shop, locale }: SurveyFormProps, { her, ...view }: State) {
    const { translate, formatNumber, formatCurrency, formatDate } = i18n;
    const speak = ({ languages: [first = ''] }: Survey): Voice => ({
      translate,
      formatNumber,
      formatCurrency,
      formatDate,
      say: (text?: Text) => words(text, locale, first),
    });
    const { done, sheet, phase } = view;
    const now = phase === 'done' ? null : <Now view={view} her={her} voice={sheet ? speak(sheet.survey) : undefined} translate={translate} />;
    if (done.length === 0) return now;
    return (
      <s-stack direction="block" gap="large">
        {done.map((one, at) => (
          <Outcome key={one.survey.handle} done={one} newest={at === done.length - 1} shop={shop} look={() => her.look(one)} voice={speak(one.survey)} />
        ))}
        {now}
      </s-stack>
    );
  }
}

interface NowProps {
  view: View;
  her: State['her'];
  /** Of the survey that asks. */
  voice?: Voice;
  translate: Speaker['translate'];
}

/** What there is to do, or what became of it. */
function Now({ view: { phase, sheet, drafts, errors, done }, her, voice, translate }: NowProps) {
  const tell = (words: string, tone: 'info' | 'warning' | 'critical') => <s-banner tone={tone}>{translate(words)}</s-banner>;
  if (phase === 'later') return tell('put_off', 'info');
  if (phase === 'never') return tell('never_again', 'info');
  if (phase === 'waiting') {
    return (
      <s-stack direction="block" gap="base">
        {tell('waiting', 'warning')}
        <s-button onClick={her.retry}>{translate('retry')}</s-button>
      </s-stack>
    );
  }
  const refused = phase === 'refused' && tell('refused', 'critical');
  if (!sheet || !voice) return refused || null;
  const { survey, left } = sheet;
  const sending = phase === 'sending';
  return (
    <s-form onSubmit={her.submit}>
      <s-stack direction="block" gap="large">
        {done.length > 0 && <s-text type="strong">{translate('one_more')}</s-text>}
        {survey.reward && <RewardProgress promised={survey.reward} left={left} voice={voice} />}
        {standing(sheet, drafts).map((question) => (
          <Asking
            key={question.key}
            question={question}
            sheet={sheet}
            draft={drafts[question.key] ?? EMPTY}
            error={errors[question.key]}
            disabled={sending}
            onDraft={(next) => her.draft(question.key, next)}
            {...voice}
          />
        ))}
        {refused}
        <s-stack direction="inline" gap="base" alignItems="center">
          <s-button type="submit" variant="primary" loading={sending}>
            {translate('send')}
          </s-button>
          {!sending && <s-link onClick={() => her.putAside(false)}>{translate('not_now')}</s-link>}
          {!sending && <s-link onClick={() => her.putAside(true)}>{translate('never')}</s-link>}
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
  /** She is thanked for the last; of those before it stands what she got. */
  newest: boolean;
  shop: string;
  look: () => Promise<{ code?: string } | undefined>;
  voice: Voice;
}

/** What she gets for her answers. */
function Outcome({ done: { survey, facts, reward, remaining = 0, poll }, newest, shop, look, voice }: OutcomeProps) {
  const promised = survey.reward;
  return (
    <s-stack direction="block" gap="base">
      {newest && <s-banner tone="success">{voice.say(survey.thanks) || voice.translate('thanks')}</s-banner>}
      {promised && <RewardProgress promised={promised} left={remaining} voice={voice} />}
      {promised && reward && <RewardCode promised={promised} code={reward.code} look={look} voice={voice} />}
      <Ending survey={survey} facts={facts} shop={shop} {...voice} />
      {poll && <Poll survey={survey} tallies={poll} voice={voice} />}
    </s-stack>
  );
}
