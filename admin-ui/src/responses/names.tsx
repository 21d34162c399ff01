// What people wrote instead of choosing: likely the same together, to be called one thing.

import {useState} from 'preact/hooks';
import {typed} from '../editor/words-input';
import {amount, t} from '../i18n';
import {useLoad} from '../load';
import {useFirst} from '../parts/fold';
import {Failed} from '../parts/states';
import {Select} from '../receipts/filters';
import type {Asked} from './filter';
import {spelled, written, type Group, type Meaning, type Named} from './written';

const most = 5; // shown before somebody asks for the others

interface Props {
  survey: string;
  question: Asked;
  show: (value: string) => void;
  changed: () => void;
}

export function Names({survey, question, show, changed}: Props) {
  const {value, error, reload} = useLoad((signal) => written.board(survey, question.key, signal), [survey, question.key]);
  const groups = useFirst(value?.groups ?? [], most);
  if (error) return <Failed error={error} retry={reload} />;
  if (!value || value.groups.length + value.named.length === 0) return null;
  const options = question.options.filter(([key]) => key !== '*');
  const again = () => {
    reload();
    changed();
  };
  return (
    <s-section heading={t('responses.names.title')}>
      <s-stack gap="large">
        <s-paragraph color="subdued">
          {t('responses.names.hint')}{!value.whole && ` ${t('responses.names.newest', {n: amount(value.looked)})}`}
        </s-paragraph>
        {value.groups.length > 0 && (
          <s-stack accessibilityRole="unordered-list" gap="large">
            {groups.first.map((one) => (
              <ToName key={one.texts[0]?.text} group={one} options={options} merge={(meaning) => written.name(survey, question.key, meaning, one.texts.map(({text}) => text)).then(again)} />
            ))}
          </s-stack>
        )}
        {groups.rest}
        {value.named.length > 0 && (
          <s-stack gap="base">
            <s-heading>{t('responses.names.named')}</s-heading>
            <s-stack accessibilityRole="unordered-list" gap="base">
              {value.named.map((one) => <IsNamed key={one.value} named={one} options={options} show={() => show(one.value)} undo={(meaning) => written.unname(question.key, meaning).then(again)} />)}
            </s-stack>
          </s-stack>
        )}
      </s-stack>
    </s-section>
  );
}

function useDoing(): [boolean, Error | undefined, (what: () => Promise<void>) => void] {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Error>();
  return [busy, failed, (what) => {
    setBusy(true);
    setFailed(undefined);
    what().catch(setFailed).finally(() => setBusy(false));
  }];
}

function ToName({group, options, merge}: {group: Group; options: [string, string][]; merge: (meaning: Meaning) => Promise<void>}) {
  const [option, setOption] = useState(group.option ?? '');
  const [name, setName] = useState(group.name);
  const [busy, failed, run] = useDoing();
  const people = t('responses.names.wrote', {count: group.count, n: amount(group.count), texts: spelled(group.texts)});
  const called = options.find(([key]) => key === option)?.[1] ?? name.trim();
  return (
    <s-box accessibilityRole="list-item">
      <s-stack gap="small">
        <s-paragraph>{people}</s-paragraph>
        <s-grid gridTemplateColumns="repeat(auto-fit, minmax(min(12rem, 100%), 1fr))" gap="base" alignItems="end">
          <Select label={t('responses.names.means')} any={t('responses.names.own')} value={option} options={options} change={setOption} />
          {!option && <s-text-field label={t('responses.names.name')} value={name} maxLength={100} autocomplete="off" onInput={(event: Event) => setName(typed(event))} />}
          <s-button loading={busy} disabled={!called} accessibilityLabel={t('responses.names.merge_label', {texts: spelled(group.texts), name: called})}
            onClick={() => run(() => merge(option ? {option} : {name: name.trim()}))}>{t('responses.names.merge', {name: called})}</s-button>
        </s-grid>
        {failed && <Failed error={failed} />}
      </s-stack>
    </s-box>
  );
}

function IsNamed({named, options, show, undo}: {named: Named; options: [string, string][]; show: () => void; undo: (meaning: Meaning) => Promise<void>}) {
  const [busy, failed, run] = useDoing();
  const title = named.name || options.find(([key]) => key === named.option)?.[1] || named.option || '';
  const meaning: Meaning = named.option ? {option: named.option} : {name: named.name ?? ''};
  return (
    <s-box accessibilityRole="list-item">
      <s-stack gap="small-300">
        <s-text type="strong">{title}</s-text>
        <s-text color="subdued">{named.texts.length > 0 ? t('responses.names.wrote', {count: named.count, n: amount(named.count), texts: spelled(named.texts)}) : t('responses.names.nobody')}</s-text>
        {failed && <Failed error={failed} />}
        <s-stack direction="inline" gap="small">
          <s-button variant="tertiary" accessibilityLabel={`${t('responses.names.show')}: ${title}`} onClick={show}>{t('responses.names.show')}</s-button>
          <s-button variant="tertiary" tone="critical" loading={busy} accessibilityLabel={`${t('responses.names.undo')}: ${title}`} onClick={() => run(() => undo(meaning))}>{t('responses.names.undo')}</s-button>
        </s-stack>
      </s-stack>
    </s-box>
  );
}
