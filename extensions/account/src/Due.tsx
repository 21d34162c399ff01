// The question that is due, with what she is owed before she answers it.

import { About } from '../../shared/About.tsx';
import type { Interview } from '../../shared/find.ts';
import { typeOf } from '../../shared/questions/index.ts';
import type { I18n } from '../../shared/questions/question.ts';
import { type Text, words } from '../../shared/survey.ts';
import { useDue } from './useDue.ts';

export function Due({ i18n, ...interview }: Interview & { i18n: I18n }) {
  const due = useDue(interview);
  if (!due) return null;
  const { sheet, question, phase, draft, wrong, write, submit, retry, putAside } = due;
  const translate = i18n.translate.bind(i18n);
  const say = (text?: Text) => words(text, interview.locale, sheet.survey.languages[0] ?? '');
  const type = typeOf(question.type);
  if (!type) return null;
  if (phase === 'thanks') return <s-banner tone="success">{say(sheet.survey.thanks) || translate(phase)}</s-banner>;
  if (phase === 'put_off' || phase === 'never_again') return <s-banner tone="info">{translate(phase)}</s-banner>;
  const sending = phase === 'sending';
  const why = say(question.why);
  return (
    <s-form onSubmit={submit}>
      <s-stack direction="block" gap="base">
        {!type.labelled && <s-heading>{say(question.prompt)}</s-heading>}
        {why && <s-text color="subdued">{why}</s-text>}
        <type.Field question={question} draft={draft} error={wrong && translate(wrong)} disabled={sending || phase === 'waiting'} say={say} translate={translate} onDraft={write} />
        {phase === 'refused' && <s-banner tone="critical">{translate(phase)}</s-banner>}
        {phase === 'waiting' ? (
          <s-banner tone="warning">
            <s-stack direction="inline" gap="base" alignItems="center">
              <s-text>{translate(phase)}</s-text>
              <s-button onClick={retry}>{translate('retry')}</s-button>
            </s-stack>
          </s-banner>
        ) : (
          <s-stack direction="inline" gap="base" alignItems="center">
            <s-button type="submit" variant="primary" loading={sending}>
              {translate('send')}
            </s-button>
            <s-button variant="secondary" onClick={() => putAside(false)}>
              {translate('not_now')}
            </s-button>
            <s-button variant="secondary" onClick={() => putAside(true)}>
              {translate('never')}
            </s-button>
          </s-stack>
        )}
        <About question={question} say={say} translate={translate} />
      </s-stack>
    </s-form>
  );
}
