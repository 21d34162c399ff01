// One survey as a form of s-* elements.

import { typeOf } from './questions/index.ts';
import { EMPTY } from './questions/question.ts';
import { type Text, words } from './survey.ts';
import { type Interview, useSurvey } from './useSurvey.ts';

export interface SurveyFormProps extends Interview {
  translate: (key: string) => string;
}

export function SurveyForm({ translate, ...interview }: SurveyFormProps) {
  const { phase, questions, drafts, errors, draft, submit, retry } = useSurvey(interview);
  const { survey, occasion } = interview;
  const say = (text: Text | undefined) => words(text, occasion.locale, survey.languages[0] ?? '');

  if (phase === 'recalling') return <s-spinner accessibilityLabel={translate('loading')} />;
  if (phase === 'thanks') return <s-banner tone="success">{say(survey.thanks) || translate('thanks')}</s-banner>;
  if (phase === 'waiting') {
    return (
      <s-stack direction="block" gap="base">
        <s-banner tone="warning">{translate('waiting')}</s-banner>
        <s-button onClick={retry}>{translate('retry')}</s-button>
      </s-stack>
    );
  }
  return (
    <s-form onSubmit={submit}>
      <s-stack direction="block" gap="large">
        {questions.map((question) => {
          const type = typeOf(question.type);
          if (!type) return null;
          const error = errors[question.key];
          const why = say(question.why);
          return (
            <s-stack key={question.key} direction="block" gap="small">
              {!type.labelled && <s-heading>{say(question.prompt)}</s-heading>}
              {why && <s-text color="subdued">{why}</s-text>}
              <type.Field
                question={question}
                draft={drafts[question.key] ?? EMPTY}
                error={error && translate(error)}
                disabled={phase === 'sending'}
                say={say}
                translate={translate}
                onDraft={(next) => draft(question.key, next)}
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
