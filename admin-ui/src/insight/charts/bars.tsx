// Bars that lie, one below the other, each with its name and figures as words.

import {scaleLinear} from 'd3-scale';
import {useId} from 'preact/hooks';
import {fit, useSize, widthOf} from './size';
import {rowHeight} from './height';
import {hues, Look} from './look';
import {useRoving} from './roving';

export interface Bar {
  key: string;
  label: string;
  value: number | undefined; // nothing is drawn of what is not known
  low?: number; // where the value may well be
  high?: number;
  text: string; // at the end of the line
  note: string; // below
  small?: boolean; // of few: hatched, and the note says so
}

interface Props {
  title: string;
  desc: string;
  bars: Bar[];
  most: number; // the value of the longest bar there can be
}

export function Bars({title, desc, bars, most}: Props) {
  const {box, width, rtl} = useSize();
  const id = useId();
  const point = useRoving(bars.length, 1, rtl);
  const long = scaleLinear([0, most || 1], [0, Math.max(width - 2, 0)]).clamp(true);
  const side = (from: number, length = 0) => (rtl ? width - from - length : from);
  return (
    <div class="chart" ref={box}>
      <Look />
      <svg width={width} height={bars.length * rowHeight} role="group" aria-labelledby={`${id}-title`} aria-describedby={`${id}-desc`}>
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-desc`}>{desc}</desc>
        <defs>
          <pattern id={`${id}-few`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="3" height="6" fill={hues[0]} />
          </pattern>
        </defs>
        {width > 0 && bars.map((bar, at) => (
          <g key={bar.key} role="img" aria-label={`${bar.label}: ${bar.text}. ${bar.note}`} transform={`translate(0 ${at * rowHeight})`} {...point(at, 0)}>
            <rect class="focus" x="-4" y="-2" width={width + 8} height={rowHeight - 6} rx="6" />
            <text x={side(0)} y="14">{fit(bar.label, width - widthOf(bar.text, 13, 650) - 12)}<title>{bar.label}</title></text>
            <text class="strong" x={side(width)} y="14" text-anchor="end">{bar.text}</text>
            <rect class="track" x="0" y="22" width={width} height="12" rx="3" />
            {bar.value !== undefined && bar.value > 0 && (
              <rect class="fill" x={side(0, long(bar.value))} y="22" width={long(bar.value)} height="12" rx="3" fill={bar.small ? `url(#${id}-few)` : hues[0]} />
            )}
            {bar.low !== undefined && bar.high !== undefined && (
              <path class="range" d={`M${side(long(bar.low))} 24v8m0-4H${side(long(bar.high))}m0-4v8`} />
            )}
            <text class="quiet" x={side(0)} y="49">{fit(bar.note, width, 12)}</text>
          </g>
        ))}
      </svg>
    </div>
  );
}
