// Publishing what changes the places of answers that were given already: it is said first.

import {ForeseenModal} from '../effect/foreseen';
import {changes} from '../effect/words';
import {t} from '../i18n';
import type {Editing} from './use-survey';

const modal = 'publish-effect';

export function Publishing({editing: {foreseen, busy, publish}}: {editing: Editing}) {
  const backlog = Boolean(foreseen?.some(changes));
  return (
    <ForeseenModal id={modal} foreseen={foreseen} hint={t('editor.publish_when')}>
      <s-button slot="secondary-actions" commandFor={modal} command="--hide">{t('mapping.back')}</s-button>
      {backlog && (
        <s-button slot="primary-action" variant="primary" loading={busy === 'publishing'} commandFor={modal} command="--hide"
          onClick={() => void publish(true)}>{t('editor.publish_and_tell')}</s-button>
      )}
      {foreseen && (
        <s-button slot={backlog ? 'secondary-actions' : 'primary-action'} variant={backlog ? 'secondary' : 'primary'} loading={busy === 'publishing'}
          commandFor={modal} command="--hide" onClick={() => void publish(false)}>{t(backlog ? 'editor.publish_only' : 'editor.publish')}</s-button>
      )}
    </ForeseenModal>
  );
}
