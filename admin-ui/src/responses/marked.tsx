// What was looked for, marked where it stands.

import {found} from './fold';

// Quiet enough for a table, and read well in light and dark.
const light = {background: 'rgb(255 200 0 / 0.3)', color: 'inherit', borderRadius: '2px'};

export function Marked({text, words}: {text: string; words: string}) {
  if (!words) return <>{text}</>;
  return <>{found(text, words).map(({part, hit}, at) => (hit ? <mark key={at} style={light}>{part}</mark> : part))}</>;
}
