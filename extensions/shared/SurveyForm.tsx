// One survey as a form of s-* elements: answer, send once, thank.

import { useEffect, useState } from 'preact/hooks';

import { type Drafts, type Errors, missing, type Occasion, refused, submissionOf } from './form.ts';
import type { Memory } from './memory.ts';
import { typeOf } from './questions/index.ts';
import { EMPTY } from './questions/question.ts';
import { type Outcome } from './send.ts';
import type { Submission } from './submission.ts';
import { type Survey, type Text, words } from './survey.ts';

export interface SurveyFormProps {
  survey: Survey;
  occasion: Occasion;
  memory: Memory;
  send: (submission: Submission) => Promise<Outcome>;
  translate: (key: string) => string;
}

type Phase = 'recalling' | 'asking' | 'sending' | 'refused' | 'waiting' | 'thanks';

export function SurveyForm({ survey, occasion, memory, send, translate }: SurveyFormProps) {
  const [phase, setPhase] = useState<Phase>('recalling');
  const [drafts, setDrafts] = useState<Drafts>({});
  const [errors, setErrors] = useState<Errors>({});
  const [started] = useState(() => ({ id: crypto.randomUUID(), at: new Date() }));
  const [pending, setPending] = useState<Submission>();
  const say = (text: Text | undefined) => words(text, occasion.locale, survey.languages[0] ?? '');

  // Kept before it is sent, so that a closed tab loses nothing.
  async function deliver(submission: Submission) {
    setPending(submission);
    setPhase('sending');
    await memory.keep({ state: 'waiting', submission });
    const outcome = await send(submission);
    if (outcome.state === 'done') {
      await memory.keep({ state: 'sent' });
      return setPhase('thanks');
    }
    if (outcome.state === 'later') return setPhase('waiting');
    await memory.forget();
    const wrong = refused(survey, outcome.errors);
    setErrors(wrong);
    setPhase(Object.keys(wrong).length > 0 ? 'asking' : 'refused');
  }

  useEffect(() => {
    void memory.recall().then((remembered) => {
      if (remembered?.state === 'sent') return setPhase('thanks');
      if (remembered?.state === 'waiting') return deliver(remembered.submission);
      setPhase('asking');
    });
  }, []);

  function submit() {
    if (phase === 'sending') return;
    const lacking = missing(survey, drafts);
    setErrors(lacking);
    if (Object.keys(lacking).length > 0) return setPhase('asking');
    void deliver(submissionOf(survey, drafts, occasion, started.id, started.at));
  }

  if (phase === 'recalling') return <s-spinner accessibilityLabel={translate('loading')} />;
  if (phase === 'thanks') return <s-banner tone="success">{say(survey.thanks) || translate('thanks')}</s-banner>;
  if (phase === 'waiting') {
    return (
      <s-stack direction="block" gap="base">
        <s-banner tone="warning">{translate('waiting')}</s-banner>
        <s-button onClick={() => pending && void deliver(pending)}>{translate('retry')}</s-button>
      </s-stack>
    );
  }
  return (
    <s-form onSubmit={submit}>
      <s-stack direction="block" gap="large">
        {survey.questions.map((question) => {
          const type = typeOf(question.type);
          if (!type) return null;
          const error = errors[question.key];
          const why = say(question.why);
          return (
            <s-stack key={question.key} direction="block" gap="small">
              {question.type !== 'text' && <s-heading>{say(question.prompt)}</s-heading>}
              {why && <s-text color="subdued">{why}</s-text>}
              <type.Field
                question={question}
                draft={drafts[question.key] ?? EMPTY}
                error={error && translate(error)}
                disabled={phase === 'sending'}
                say={say}
                onDraft={(draft) => {
                  setDrafts((all) => ({ ...all, [question.key]: draft }));
                  setErrors(({ [question.key]: _, ...rest }) => rest);
                }}
              />
            </s-stack>
          );
        })}
        {phase === 'refused' && <s-banner tone="critical">{translate('refused')}</s-banner>}
        <s-button type="submit" variant="primary" loading={phase === 'sending'}>
          {translate('send')}
        </s-button>
      </s-stack>
    </s-form>
  );
}
