// A button that copies a text, and says what came of it.

import {useState} from 'preact/hooks';
import {t} from '../i18n';

export function Copy({text, label}: {text: string; label: string}) {
  const [copied, setCopied] = useState('');
  // Where a browser does not let the frame copy, the text stands beside the button to be marked by hand.
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(text);
      shopify.toast.show(t('copied'));
    } catch {
      setCopied('');
      shopify.toast.show(t('not_copied'), {isError: true});
    }
  };
  return <s-button onClick={() => void copy()}>{copied === text ? t('copied') : label}</s-button>;
}
