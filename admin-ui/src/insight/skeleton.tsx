// Where figures will stand: about as much room as they take, so that little moves.

import {t} from '../i18n';

export function Skeleton() {
  return (
    <>
      <s-section accessibilityLabel={t('loading')}><Room rows={2} /></s-section>
      <s-section accessibilityLabel={t('loading')}><Room rows={8} /></s-section>
    </>
  );
}

function Room({rows}: {rows: number}) {
  return (
    <s-stack gap="large">
      {Array.from({length: rows}, (_, at) => (
        <s-stack key={at} gap="small">
          <s-box background="strong" borderRadius="small" minBlockSize="16px" inlineSize={`${40 - (at % 3) * 8}%`} accessibilityVisibility="hidden" />
          <s-box background="subdued" borderRadius="small" minBlockSize="14px" accessibilityVisibility="hidden" />
        </s-stack>
      ))}
    </s-stack>
  );
}
