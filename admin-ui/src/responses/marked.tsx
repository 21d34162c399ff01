// What was looked for, marked where it stands.

import {found} from './fold';

export function Marked({text, words}: {text: string; words: string}) {
  if (!words) return <>{text}</>;
  return <>{found(text, words).map(({part, hit}, at) => (hit ? <mark key={at}>{part}</mark> : part))}</>;
}
