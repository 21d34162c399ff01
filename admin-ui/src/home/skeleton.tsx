// The first screen while its facts are on their way: the same boxes, with nothing in them.

import {t} from '../i18n';

export function Skeleton() {
  return (
    <>
      <s-section accessibilityLabel={t('loading')}><Bar width="60%" /></s-section>
      <s-section heading={t('home.today.title')}><Lines count={6} /></s-section>
      <s-section heading={t('home.decide.title')}><Lines count={3} /></s-section>
    </>
  );
}

function Lines({count}: {count: number}) {
  return <s-stack gap="base">{Array.from({length: count}, (_, at) => <Bar key={at} width={at % 2 ? '75%' : '50%'} />)}</s-stack>;
}

function Bar({width}: {width: `${number}%`}) {
  return <s-box background="subdued" borderRadius="small" inlineSize={width} minBlockSize="20px" accessibilityVisibility="hidden" />;
}
