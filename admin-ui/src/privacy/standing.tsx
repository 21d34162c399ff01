import {t} from '../i18n';

const week = 7 * 86_400_000; // ms

/** Whether something is done, done but for what is left to do by hand, due within a week, or late. */
export function Standing({done, due, left}: {done?: string | undefined; due: string; left?: boolean}) {
  const time = Date.parse(due) - Date.now();
  if (left) return <s-badge tone="critical">{t('privacy.by_hand')}</s-badge>;
  if (done) return <s-badge tone="success">{t('privacy.done')}</s-badge>;
  if (time < 0) return <s-badge tone="critical">{t('privacy.overdue')}</s-badge>;
  return <s-badge tone={time < week ? 'warning' : 'info'}>{t(time < week ? 'privacy.due_soon' : 'privacy.open')}</s-badge>;
}
