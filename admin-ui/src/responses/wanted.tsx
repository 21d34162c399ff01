// Where people wrote something themselves that nobody has named: the way to do it.

import {amount, t} from '../i18n';
import {useFirst} from '../parts/fold';
import type {Place, Waiting} from './written';

const most = 3; // shown before somebody asks for the others

interface Props {
  waiting: Waiting;
  survey: string | undefined; // of which alone it is told
  go: (place: Place) => void;
}

export function Wanted({waiting: {questions, looked, whole}, survey, go}: Props) {
  const places = questions.filter((one) => !survey || one.survey.id === survey);
  const unnamed = places.reduce((sum, one) => sum + one.unnamed, 0);
  const {first, rest} = useFirst(unnamed > 0 ? places.filter((one) => one.unnamed > 0) : places, most);
  if (places.length === 0) return null;
  return (
    <s-section accessibilityLabel={t('responses.wanted.title')}>
      <s-stack gap="small">
        <s-text>
          {unnamed > 0 ? t('responses.wanted.some', {count: unnamed, n: amount(unnamed)}) : t('responses.wanted.none')}{!whole && ` ${t('responses.wanted.newest', {n: amount(looked)})}`}
        </s-text>
        <s-stack accessibilityRole="unordered-list" gap="small-300">
          {first.map((one) => <At key={`${one.survey.id}/${one.question}`} place={one} several={places.length > 1} go={() => go(one)} />)}
        </s-stack>
        {rest}
      </s-stack>
    </s-section>
  );
}

function At({place: {prompt, survey, unnamed}, several, go}: {place: Place; several: boolean; go: () => void}) {
  const where = t('responses.wanted.at', {question: t('responses.names.quoted', {text: prompt}), survey: survey.title});
  const what = t(unnamed > 0 ? 'responses.wanted.name' : 'responses.wanted.look');
  const count = several && unnamed > 0 ? ` · ${t('responses.wanted.count', {count: unnamed, n: amount(unnamed)})}` : '';
  return (
    <s-box accessibilityRole="list-item">
      <s-stack direction="inline" gap="small" alignItems="center">
        <s-text color="subdued">{where}{count}</s-text>
        <s-button accessibilityLabel={`${what}: ${where}`} onClick={go}>{what}</s-button>
      </s-stack>
    </s-box>
  );
}
