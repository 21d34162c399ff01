// The table while its rows are on their way: the same boxes, with nothing in them.

import {t} from '../i18n';

const rows = 6;

export function Skeleton() {
  return (
    <s-section accessibilityLabel={t('loading')}>
      <s-stack gap="large">
        {Array.from({length: rows}, (_, at) => (
          <s-stack key={at} gap="small-200">
            <Bar width="45%" />
            <Bar width={at % 2 ? '75%' : '60%'} />
          </s-stack>
        ))}
      </s-stack>
    </s-section>
  );
}

function Bar({width}: {width: `${number}%`}) {
  return <s-box background="subdued" borderRadius="small" inlineSize={width} minBlockSize="20px" accessibilityVisibility="hidden" />;
}
