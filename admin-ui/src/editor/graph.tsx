// The ways through a survey, drawn: its questions from above to below, and beside them the
// branches. To the ear it is a list of links that say the same.

import {t} from '../i18n';
import type {SurveyDocument} from '../types';
import {jumpTo} from './places';
import {read} from './rules';
import {sayCondition, type Subject} from './subjects';
import {targets} from './targets';
import {arcs} from './ways-drawn';

const row = 48;
const radius = 9;
const left = 20;
const wide = 320;

// How high the drawing of so many questions is.
const heightOf = (questions: number) => (questions + 1) * row;

interface GraphProps {
  document: SurveyDocument;
  language: string;
  subjects: Subject[];
}

export default function Graph({document, language, subjects}: GraphProps) {
  const {questions} = document;
  const lines = arcs(document);
  const lanes = Math.max(0, ...lines.map(({lane}) => lane + 1));
  const edge = wide - 12 - 12 * lanes;
  const y = (at: number) => at * row + row / 2;
  return (
    <svg role="list" aria-label={t('builder.graph')} viewBox={`0 0 ${wide} ${heightOf(questions.length)}`} style={{inlineSize: '100%', maxInlineSize: '30rem', display: 'block'}}
      fill="none" stroke="currentColor" stroke-width="1.5">
      <path aria-hidden="true" d={`M${left} ${y(0)}V${y(questions.length)}`} opacity="0.4" />
      {lines.map(({from, to, lane}, n) => {
        const x = edge + 6 + 12 * lane;
        return <path key={n} aria-hidden="true" d={`M${edge} ${y(from) + 5}H${x - 4}q4 0 4 4V${y(to) - 9}q0 4 -4 4H${edge}m4 -3l-4 3l4 3`} stroke-dasharray="4 3" />;
      })}
      {questions.map(({key, prompt, if: condition}, at) => {
        const shown = short(prompt[language] || key, Math.floor((edge - left - 24) / 6.4));
        return (
          <g key={at} role="listitem">
            <g aria-hidden="true">
              <circle cx={left} cy={y(at)} r={radius} fill="Canvas" stroke-dasharray={condition === undefined ? undefined : '3 2'} />
              <text x={left} y={y(at) + 4} text-anchor="middle" font-size="11" fill="currentColor" stroke="none">{at + 1}</text>
            </g>
            <a href={`#questions.${at}`} aria-label={`${shown} ${sayWay(document, at, language, subjects)}`} onClick={(event) => { event.preventDefault(); jumpTo(`questions.${at}.prompt`); }}>
              <text x={left + 18} y={y(at) + 4} font-size="12" fill="currentColor" stroke="none">{shown}</text>
            </a>
          </g>
        );
      })}
      <g role="listitem" aria-label={t('builder.to_end')}>
        <circle cx={left} cy={y(questions.length)} r={4} fill="currentColor" />
        <text x={left + 18} y={y(questions.length) + 4} font-size="12" fill="currentColor" stroke="none">{t('builder.to_end')}</text>
      </g>
    </svg>
  );
}

const short = (words: string, most: number) => (words.length > most ? `${words.slice(0, most - 1).trimEnd()}…` : words);

/** What is drawn of a question, in words. */
function sayWay(document: SurveyDocument, at: number, language: string, subjects: Subject[]): string {
  const {key, prompt, if: condition, next = []} = document.questions[at]!;
  const say = (rule: unknown) => {
    const sentence = read(rule);
    return sentence ? sentence.conditions.map((one) => sayCondition(one, subjects)).join(t(`builder.joined_${sentence.join}`)) : t('builder.said_by_hand');
  };
  const places = targets(document, at, language);
  const ways = next.map(({if: when, to}) => t(when === undefined ? 'builder.way_always' : 'builder.way', {to: places.find(({value}) => value === to)?.label ?? to, when: say(when)}));
  const asked = condition === undefined ? [] : [t('builder.way_asked', {when: say(condition)})];
  return [t('editor.consent_of', {n: at + 1, prompt: prompt[language] || key}), ...asked, ...ways].join('. ');
}
