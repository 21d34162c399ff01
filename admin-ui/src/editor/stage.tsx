// A draft as it was drawn for a surface, at the width of a screen, made to fit where it
// stands. The frame has no origin: it can read nothing here, and reach nobody.

import {useEffect, useLayoutEffect, useRef, useState} from 'preact/hooks';
import {t} from '../i18n';
import type {Drawn, SurveyDocument} from '../types';

/** How wide a screen is, in pixels. */
export const screens = {phone: 390, desktop: 1024} as const;
export type Screen = keyof typeof screens;

interface StageProps {
  drawn: Drawn;
  draft: SurveyDocument; // that it was drawn of
  screen: Screen;
  most: number; // how high it may be, in pixels
}

export function Stage({drawn, draft, screen, most}: StageProps) {
  const [room, setRoom] = useState(0);
  const [high, setHigh] = useState(0);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => setRoom(entry!.contentRect.width));
    watch.observe(place.current!);
    return () => watch.disconnect();
  }, []);
  const wide = screens[screen];
  const scale = room > 0 ? Math.min(1, room / wide) : 0;
  const height = Math.min(drawn.page ? most / scale : Math.max(high, least), most / scale);
  return (
    <div ref={place} style={{inlineSize: '100%', blockSize: scale ? `${height * scale}px` : `${least}px`, overflow: 'hidden', boxSizing: 'border-box', border: '1px solid rgba(128, 128, 128, 0.35)', borderRadius: '0.5rem'}}>
      {scale > 0 && (
        <div style={{inlineSize: `${wide}px`, blockSize: `${height}px`, transform: `scale(${scale})`, transformOrigin: '0 0', marginInlineStart: `${Math.max(0, (room - wide) / 2)}px`}}>
          {drawn.page === undefined ? <Live drawn={drawn} draft={draft} grown={setHigh} /> : <Still page={drawn.page} />}
        </div>
      )}
    </div>
  );
}

const least = 96; // pixels, before a frame has said how high it is
const whole = {inlineSize: '100%', blockSize: '100%', border: 0, display: 'block', background: '#fff'};

/** A page or an email: nothing in it runs or leads anywhere. */
const Still = ({page}: {page: string}) => <iframe title={t('shown.title')} sandbox="" srcDoc={page} style={whole} />;

/** A block, which answers by itself what it is told. */
function Live({drawn, draft, grown}: {drawn: Drawn; draft: SurveyDocument; grown: (height: number) => void}) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [ready, setReady] = useState(false);
  useLayoutEffect(() => { // before it can be ready
    const hear = ({source, origin, data}: MessageEvent<{ready?: true; height?: number}>) => {
      if (source !== frame.current?.contentWindow || origin !== 'null') return;
      if (data.ready) setReady(true);
      if (typeof data.height === 'number') grown(data.height);
    };
    addEventListener('message', hear);
    return () => removeEventListener('message', hear);
  }, []);
  useEffect(() => {
    const {questions, endings} = draft;
    if (ready) frame.current?.contentWindow?.postMessage({drawing: drawn, draft: {questions, endings}}, '*'); // it has no origin to name
  }, [ready, drawn]);
  return <iframe ref={frame} title={t('shown.title')} src="/preview" sandbox="allow-scripts allow-forms" style={whole} />;
}
