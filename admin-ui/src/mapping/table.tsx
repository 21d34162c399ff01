// All questions and where each goes; the one that is being changed is changed in its row.

import {useEffect, useState} from 'preact/hooks';
import {errorAt} from '../editor/places';
import {t} from '../i18n';
import type {FieldError} from '../types';
import {Places} from './places';
import {emptied, kindWords, placesOf, placeWords} from './place';
import type {AskedQuestion, Board, Draft} from './types';

export interface EditProps {
  title: string; // the destination's
  board: Board;
  draft: Draft;
  prefix: string; // of the shop's tags
  errors: FieldError[];
  change: (next: Draft) => void;
}

export function Table(props: EditProps) {
  const {board, draft, errors} = props;
  const [open, setOpen] = useState('');
  const wrong = questionOf(errors, draft);
  useEffect(() => void (wrong && setOpen(wrong)), [wrong]);
  const questions = board.questions.filter(({kinds}) => kinds.length > 0);
  return (
    <s-section heading={t('mapping.questions')} padding="none">
      <s-table>
        <s-table-header-row>
          <s-table-header listSlot="primary">{t('mapping.question')}</s-table-header>
          <s-table-header listSlot="secondary">{t('mapping.goes')}</s-table-header>
        </s-table-header-row>
        <s-table-body>
          {questions.map((one) => <Row key={one.key} {...props} question={one} open={open === one.key} toggle={() => setOpen(open === one.key ? '' : one.key)} />)}
        </s-table-body>
      </s-table>
    </s-section>
  );
}

/** The question that the first error is about. */
function questionOf(errors: FieldError[], {targets}: Draft): string {
  const at = /^targets\.(\d+)/.exec(errors.find(({field}) => field.startsWith('targets.'))?.field ?? '');
  return at ? (targets[Number(at[1])]?.question ?? '') : '';
}

const whole = '180px'; // room for most names, beside the button on the narrowest of phones too

function Row({question, open, toggle, ...props}: EditProps & {question: AskedQuestion; open: boolean; toggle: () => void}) {
  const {board, draft, errors} = props;
  const places = placesOf(draft, question.key);
  const wrong = places.some(({at}) => errorAt(errors, `targets.${at}`));
  return (
    <s-table-row>
      <s-table-cell>
        <s-stack gap="small-400">
          <s-text>{question.title}</s-text>
          <s-stack direction="inline" gap="small-300">
            {question.sensitive && <s-badge tone="warning">{t('mapping.sensitive')}</s-badge>}
            {!question.published && <s-badge>{t('mapping.not_asked')}</s-badge>}
            {wrong && <s-badge tone="critical">{t('mapping.wrong')}</s-badge>}
          </s-stack>
        </s-stack>
      </s-table-cell>
      <s-table-cell>
        <s-grid gridTemplateColumns={open ? '1fr' : '1fr max-content'} gap="small-300" alignItems="start">
          {open ? <Places {...props} question={question} /> : places.length === 0 ? <Nowhere question={question} /> : (
            <s-stack gap="small-300" minInlineSize={whole}>
              {places.map(({target, at}) => (
                <s-stack key={at}>
                  <s-text>{placeWords(target, question, board.lists)}</s-text>
                  <s-text color="subdued">{kindWords(target)}</s-text>
                </s-stack>
              ))}
            </s-stack>
          )}
          <s-stack direction="inline" gap="small-300">
            <s-button variant="tertiary" accessibilityLabel={t(open ? 'mapping.close_question' : 'mapping.change_question', {title: question.title})} onClick={toggle}>
              {t(open ? 'mapping.close' : 'mapping.change')}
            </s-button>
            {open && places.length > 0 && (
              <s-button variant="tertiary" tone="critical" accessibilityLabel={t('mapping.clear_question', {title: question.title})}
                onClick={() => props.change(emptied(draft, question.key))}>{t('mapping.clear')}</s-button>
            )}
          </s-stack>
        </s-grid>
      </s-table-cell>
    </s-table-row>
  );
}

function Nowhere({question}: {question: AskedQuestion}) {
  return <s-text color="subdued">{t(question.sensitive ? 'mapping.nowhere_sensitive' : 'mapping.nowhere')}</s-text>;
}
