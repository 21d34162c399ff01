// When a question is asked, and where its answers lead.

import {useRef} from 'preact/hooks';
import {t} from '../i18n';
import {addsItem, focusBeside, isItem} from '../parts/focus';
import type {Branch, Fact, FieldError, Question, SurveyDocument} from '../types';
import {strayWords} from './advice';
import {strays} from './astray';
import {Conditions} from './conditions';
import {replaced, without} from './document';
import {useKnown} from './known';
import {errorAt} from './places';
import {subjects} from './subjects';
import {targets} from './targets';
import {typed} from './words-input';

interface WaysProps {
  question: Question;
  at: number;
  document: SurveyDocument;
  language: string;
  facts: Fact[];
  errors: FieldError[];
  change: (question: Question) => void;
}

export function Ways({question, at, document, language, facts, errors, change}: WaysProps) {
  const name = t('editor.question', {n: at + 1});
  const field = `questions.${at}.if`;
  const {if: condition, next = [], ...rest} = question;
  const ruled = {...rest, ...(condition !== undefined && {if: condition})};
  const about = subjects(document, document.questions.slice(0, at), facts, language);
  const routed = (list: Branch[]) => change(list.length > 0 ? {...ruled, next: list} : ruled);
  const {say} = useKnown();
  const list = useRef<HTMLElementTagNameMap['s-stack']>(null);
  const remove = (n: number) => {
    routed(without(next, n));
    say(t('builder.removed', {name: t('builder.branch', {question: at + 1, n: n + 1})}));
    focusBeside(list.current, n);
  };
  const last = at === document.questions.length - 1 && !document.endings?.length;
  return (
    <s-stack gap="small-200" ref={list}>
      <s-text type="strong">{t(condition === undefined ? 'builder.asked_always' : 'builder.asked_if')}</s-text>
      <Conditions name={name} rule={condition} subjects={about} field={field} error={errorAt(errors, field)} add={t('builder.add_condition')}
        change={(rule) => change({...rest, ...(rule !== undefined && {if: rule}), ...(next.length > 0 && {next})})} />
      {(!last || next.length > 0) && <s-text type="strong">{t(next.length > 0 ? 'builder.then' : 'builder.then_next')}</s-text>}
      {next.map((branch, n) => (
        <Leads key={n} n={n} branch={branch} {...{question, at, document, language, facts, errors}} change={(one) => routed(replaced(next, n, one))} remove={() => remove(n)} />
      ))}
      {!last && (
        <s-stack direction="inline">
          <s-button variant="tertiary" icon="plus" accessibilityLabel={`${t('builder.add_branch')}: ${name}`} {...addsItem}
            onClick={() => routed([...next, {to: targets(document, at, language).at(next.length === 0 ? -1 : 0)!.value}])}>{t('builder.add_branch')}</s-button>
        </s-stack>
      )}
    </s-stack>
  );
}

interface LeadsProps extends Omit<WaysProps, 'change'> {
  n: number;
  branch: Branch;
  change: (branch: Branch) => void;
  remove: () => void;
}

function Leads({n, branch, question, at, document, language, facts, errors, change, remove}: LeadsProps) {
  const field = `questions.${at}.next.${n}`;
  const name = t('builder.branch', {question: at + 1, n: n + 1});
  const about = subjects(document, [question, ...document.questions.slice(0, at).reverse()], facts, language);
  const offered = targets(document, at, language);
  const stray = strays(document).find((one) => one.at === at && one.n === n);
  return (
    <s-box border="base" borderRadius="base" padding="small" {...isItem}>
      <s-stack gap="small-200">
        <s-grid gridTemplateColumns="minmax(0, 1fr) auto" gap="small-300" alignItems="end">
          <s-select id={`${field}.to`} label={t('builder.leads_to', {n: n + 1})} value={branch.to} error={stray ? t('builder.astray') : errorAt(errors, `${field}.to`)}
            onChange={(event: Event) => change({...branch, to: typed(event)})}>
            {stray && <s-option value={branch.to}>{branch.to}</s-option>}
            {offered.map(({value, label}) => <s-option key={value} value={value}>{label}</s-option>)}
          </s-select>
          <s-button variant="tertiary" icon="delete" accessibilityLabel={t('builder.remove_branch', {name})} onClick={remove} />
        </s-grid>
        {stray && (
          <s-banner tone="warning">
            <s-stack gap="small-300" alignItems="start">
              <s-text>{name}: {strayWords(stray, document)}</s-text>
              <s-button accessibilityLabel={`${t('builder.mend')}: ${name}`} onClick={remove}>{t('builder.mend')}</s-button>
            </s-stack>
          </s-banner>
        )}
        {branch.if === undefined && <s-text color="subdued">{t('builder.always')}</s-text>}
        <Conditions name={name} rule={branch.if} subjects={about} field={`${field}.if`} error={errorAt(errors, `${field}.if`)} add={t('builder.add_condition')}
          change={(rule) => change({to: branch.to, ...(rule !== undefined && {if: rule})})} />
      </s-stack>
    </s-box>
  );
}
