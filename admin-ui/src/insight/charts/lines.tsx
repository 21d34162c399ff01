// Lines over time: a shape and a dash for each, a band where the value may well be,
// hollow points for few answers, and the point one is at told in words.

import {bisectCenter, max, min} from 'd3-array';
import {scaleLinear, scaleUtc} from 'd3-scale';
import {area, line, symbol, symbolCircle, symbolCross, symbolDiamond, symbolSquare, symbolStar, symbolTriangle} from 'd3-shape';
import {useId, useState} from 'preact/hooks';
import {t} from '../../i18n';
import {linesHeight} from './height';
import {dashes, hues, Look} from './look';
import {useRoving} from './roving';
import {useSize} from './size';

export interface Point {
  at: string; // the date its span begins on
  value: number | undefined; // undefined: nobody answered
  low: number;
  high: number;
  small: boolean;
  said: string; // the point in words
}

export interface Series {
  key: string;
  label: string;
  points: Point[];
}

interface Props {
  title: string;
  desc: string;
  series: Series[];
  domain: [number, number];
  unit(n: number): string;
}

const shapes = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond, symbolCross, symbolStar];
const margin = {top: 10, end: 12, bottom: 26, start: 48};
const apart = 64; // px between the middles of two dates
const axis = new Intl.DateTimeFormat('en', {day: 'numeric', month: 'short', timeZone: 'UTC'});

const dateOf = (day: string) => new Date(`${day}T00:00:00Z`);
const mark = (of: number, size: number) => symbol(shapes[of % shapes.length]!, size)() ?? '';

export function Lines({title, desc, series, domain, unit}: Props) {
  const {box, width, rtl} = useSize();
  const [at, setAt] = useState<[number, number]>();
  const id = useId();
  const days = (series[0]?.points ?? []).map((point) => dateOf(point.at));
  const point = useRoving(series.length, days.length, rtl);
  const ends: [number, number] = [rtl ? width - margin.start : margin.start, rtl ? margin.end : width - margin.end];
  const x = scaleUtc([min(days) ?? new Date(0), max(days) ?? new Date(0)], ends);
  const y = scaleLinear(domain, [linesHeight - margin.bottom, margin.top]);
  const told = at && series[at[0]]?.points[at[1]];

  const follow = (event: PointerEvent) => {
    const {left, top} = (event.currentTarget as Element).getBoundingClientRect();
    const column = bisectCenter(days, x.invert(event.clientX - left));
    const height = event.clientY - top;
    let near = 0;
    series.forEach((one, of) => {
      const away = (which: number) => Math.abs(y(series[which]?.points[column]?.value ?? -Infinity) - height);
      if (one.points[column]?.value !== undefined && away(of) < away(near)) near = of;
    });
    setAt([near, column]);
  };

  return (
    <div class="chart">
      <Look />
      {series.length > 1 && (
        <ul class="key">
          {series.map(({key, label}, of) => (
            <li key={key}>
              <svg width="28" height="12" aria-hidden="true">
                <path class="line" d="M0 6H28" stroke={hues[of]} stroke-dasharray={dashes[of]} />
                <path class="point" transform="translate(14 6)" d={mark(of, 48)} fill={hues[of]} stroke={hues[of]} />
              </svg>
              <span>{label}</span>
            </li>
          ))}
        </ul>
      )}
      <div ref={box} style={{blockSize: linesHeight}}>
        {width > 0 && (
          <svg width={width} height={linesHeight} role="group" aria-labelledby={`${id}-title`} aria-describedby={`${id}-desc`} onPointerMove={follow}>
            <title id={`${id}-title`}>{title}</title>
            <desc id={`${id}-desc`}>{desc}</desc>
            <g aria-hidden="true">
              {y.ticks(4).map((tick) => (
                <g key={tick}>
                  <line class={tick === 0 ? 'zero' : 'grid'} x1={ends[0]} x2={ends[1]} y1={y(tick)} y2={y(tick)} />
                  <text class="quiet" x={rtl ? width - margin.start + 8 : margin.start - 8} y={y(tick) + 4} text-anchor="end">{unit(tick)}</text>
                </g>
              ))}
              {ticksOf(days, (day) => x(day)).map((day) => (
                <text key={+day} class="quiet" x={x(day)} y={linesHeight - 6} text-anchor="middle">{axis.format(day)}</text>
              ))}
            </g>
            {series.map((one, of) => {
              const known = (p: Point) => p.value !== undefined;
              const along = (p: Point) => x(dateOf(p.at));
              return (
                <g key={one.key}>
                  {(series.length === 1 || at?.[0] === of) && (
                    <path class="band" fill={hues[of]} d={area<Point>().defined(known).x(along).y0((p) => y(p.low)).y1((p) => y(p.high))(one.points) ?? ''} />
                  )}
                  <path class="line" stroke={hues[of]} stroke-dasharray={dashes[of]} d={line<Point>().defined(known).x(along).y((p) => y(p.value ?? 0))(one.points) ?? ''} />
                  {one.points.map((p, column) => {
                    const stop = point(of, column);
                    return (
                      <g key={p.at} role="img" aria-label={p.said} transform={`translate(${along(p)} ${y(p.value ?? domain[0])})`} {...stop} onFocus={() => { stop.onFocus(); setAt([of, column]); }}>
                        <circle class="focus" r="9" />
                        {p.value !== undefined && (days.length <= 60 || at?.[0] === of && at[1] === column) && (
                          <path class={p.small ? 'point hollow' : 'point'} d={mark(of, 36)} fill={p.small ? undefined : hues[of]} stroke={hues[of]} />
                        )}
                      </g>
                    );
                  })}
                </g>
              );
            })}
          </svg>
        )}
      </div>
      <div class="told" aria-hidden="true">{told?.said ?? t('insight.point')}</div>
    </div>
  );
}

/** Of the days those whose names stand clear of each other, given where each stands. */
export function ticksOf(days: Date[], at: (day: Date) => number): Date[] {
  const kept: Date[] = [];
  for (const day of days) {
    const last = kept.at(-1);
    if (!last || Math.abs(at(day) - at(last)) >= apart) kept.push(day);
  }
  return kept;
}
