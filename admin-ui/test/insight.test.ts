import {expect, test} from 'vitest';
import {currencies, domainOf, linesOf, moneyBars, moneyTable, trendTable, valueBars} from '../src/insight/answers';
import {moved} from '../src/insight/charts/roving';
import {ticksOf} from '../src/insight/charts/lines';
import {cell, csv, fileName} from '../src/insight/csv';
import {before, narrowed, read, spanOf, today, write} from '../src/insight/filter';
import {agedAt, freshBars, freshTable, termOf} from '../src/insight/worth';
import {barsOf, tableOf} from '../src/insight/reach';
import type {FreshQuestion, QuestionInsight, Reached, Trend} from '../src/insight/types';
import {countryName, moneyOf, noteOf, seconds, signed, valueName} from '../src/insight/words';
import {ownQuery} from '../src/host/bridge/nav';

const share = (n: number, of: number) => ({n, of, percent: of ? (100 * n) / of : 0, low: 30, high: 60, small: of < 30});

const value = (key: string, n: number, of: number) => ({
  value: key, label: key.toUpperCase(), count: share(n, of), orders: n, first: 1, returning: 2,
  money: [{currency: 'SEK', orders: n, revenue: '1234567.80', average: '119.50', small: n < 30}],
});

const question: QuestionInsight = {
  key: 'source', type: 'single_choice', prompt: 'Where from?', sensitive: false, retired: false, n: 40,
  values: [value('podcast', 30, 40), value('search', 10, 40), value('never', 0, 40)], orders: 40,
  money: [{currency: 'SEK', orders: 40, revenue: '1', average: '1', small: false}], drop: {answered: share(40, 50), versions: []}, time: {median: 4.5, n: 40, small: false},
};

const trend: Trend = {
  survey: {id: '1', title: 'S'}, zone: 'UTC', from: '2026-11-01', to: '2026-11-14', as_of: '', small: 30, by: 'week', question,
  spans: [
    {from: '2026-11-01', to: '2026-11-07', n: 40, small: false, values: [share(30, 40), share(10, 40), share(0, 40)]},
    {from: '2026-11-08', to: '2026-11-14', n: 0, small: true, values: [share(0, 0), share(0, 0), share(0, 0)]},
  ],
};

test('no cell of a file is taken for a formula, and every text comes back as it was', () => {
  const hostile = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'];
  const file = csv({columns: [{label: '=evil'}, {label: 'n'}], rows: hostile.map((words) => [cell(words), cell('−5', -5)])});
  const lines = file.slice(1).split('\r\n');
  expect(file.startsWith('\uFEFF')).toBe(true);
  expect(lines[0]).toBe("'=evil,n");
  expect(lines[1]).toBe("'=1+1,-5");
  for (const words of hostile.slice(0, 5)) expect(file).toContain(`'${words}`);
  expect(file).toContain(`"'\rx"`);
  expect(csv({columns: [], rows: [[cell('a "b", c\nd')]]})).toContain('"a ""b"", c\nd"');
  const split = ['x;=1+1', 'a; +b', 'x;-1', 'two\n@lines', 'fine ;-)'].map((words) => [cell(words)]);
  expect(csv({columns: [], rows: split}).slice(1)).toBe(`\r\nx;'=1+1\r\na; '+b\r\nx;'-1\r\n"two\n'@lines"\r\nfine ;-)\r\n`);
  expect(fileName('How did you hear?', 'orders', '../2026-11-01')).toBe('how-did-you-hear-orders-2026-11-01.csv');
});

test('a filter is in the address as it is, and nonsense in an address is nothing', () => {
  for (const search of ['?shop=a', '?shop=a&survey=7&days=90&on=theme&country=SE&by=day', '?shop=a&from=2026-01-01&to=2026-02-01']) {
    expect(new URLSearchParams(write(read(search), search)).toString().split('&').sort()).toEqual(search.slice(1).split('&').sort());
  }
  expect(read('?days=41&by=hour&from=soon&country=<script>')).toEqual({survey: '', days: '30', from: '', to: '', surface: '', country: '', by: 'week'});
  expect(narrowed(read('?days=90'))).toBe(false);
  expect(narrowed(read('?on=theme'))).toBe(true);
});

test('days are counted on the calendar of the shop', () => {
  const now = new Date('2026-11-22T23:30:00Z');
  expect(today('Europe/Stockholm', now)).toBe('2026-11-23');
  expect(before('2026-03-01', 1)).toBe('2026-02-28');
  expect(spanOf(read('?days=7'), 'Europe/Stockholm', now)).toEqual({from: '2026-11-17', to: ''});
  expect(spanOf(read(''), 'UTC', now)).toEqual({from: '', to: ''});
});

test('figures say of how many they are, and in words that these are few', () => {
  expect(noteOf(share(10, 20))).toBe('Few answers: read with care · 10 of 20 · most likely 30 to 60 %');
  expect(noteOf(share(0, 0))).toBe('Nobody answered');
  expect(seconds(4.5)).toBe('4.5 s');
  expect(seconds(125)).toBe('2 min 5 s');
  expect(signed(-8.5)).toBe('−8.5');
  expect(moneyOf('1234567.80', 'SEK')).toBe('SEK\u00a01,234,567.80');
  expect(moneyOf('287.7353', 'SEK')).toBe('SEK\u00a0287.74');
  expect(moneyOf('2000', 'JPY')).toBe('JPY\u00a02,000');
  expect(moneyOf('5', '?')).toBe('? 5');
  expect(countryName('SE')).toBe('Sweden');
  expect(countryName('1')).toBe('1');
  expect(valueName({...question.values[0]!, below: 25, value: '20'}, 'number')).toBe('20 up to 25');
  expect(valueName({...question.values[0]!, value: '1:price', label: 'Price'}, 'ranking')).toBe('Place 1: Price');
});

test('a step whose share is not known has no bar of a share, and says why', () => {
  const one: Reached = {
    surface: 'theme', placed: true, shown: 5, started: 4, answered: 3, completed: 2,
    rates: {
      shown: {of: 5, out: 0, small: false, why: 'no_visits'}, started: {of: 4, out: 5, small: false, why: 'unseen'}, answered: {of: 0, out: 0, small: false, why: 'nothing'},
      completed: {percent: 66.7, low: 20.8, high: 93.9, of: 2, out: 3, small: true},
    },
  };
  expect(barsOf(one).map(({note}) => note)).toEqual(
    ['Not known', 'Not known', 'Nothing yet', '66.7 % of answered: 2 of 3 · Few: read with care · most likely 20.8 to 93.9\u00a0%']);
  expect(barsOf(one).map(({small}) => small)).toEqual([false, false, false, true]);
  const [row] = tableOf([one]).rows;
  expect(row).toHaveLength(tableOf([one]).columns.length);
  expect(row![1]).toEqual({words: '–', raw: ''});
});

test('bars, lines and tables tell the same', () => {
  expect(valueBars(question).map(({value: at}) => at)).toEqual([75, 25, 0]);
  expect(currencies(question)).toEqual(['SEK']);
  expect(moneyBars(question, 'EUR')).toEqual([]);
  expect(moneyBars(question, 'SEK')[0]).toMatchObject({value: 119.5, text: 'SEK\u00a0119.50'});
  expect(moneyTable(question).rows[0]!.map(({raw}) => raw)).toEqual(['PODCAST', 30, 1, 2, 'SEK', 30, 1234567.8, 119.5, '']);
  const lines = linesOf(trend);
  expect(lines.map(({label}) => label)).toEqual(['PODCAST', 'SEARCH']);
  expect(lines[0]!.points.map((point) => point.value)).toEqual([75, undefined]);
  expect(domainOf(lines, false)).toEqual([0, 90]);
  expect(domainOf([], true)).toEqual([-100, 100]);
  const table = trendTable(trend);
  expect(table.rows).toHaveLength(6);
  for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
  const score = {score: 20, low: 1, high: 39, promoters: 20, detractors: 12, n: 40, small: false};
  const nps = trendTable({...trend, question: {...question, score}, spans: [{...trend.spans[0]!, score}]});
  expect(nps.rows[0]!.map(({raw}) => raw)).toEqual(['2026-11-01', '2026-11-07', 20, 1, 39, 20, 12, 40, '']);
  expect(nps.columns).toHaveLength(9);
});

test('the arrows lead from point to point, and turn round where one reads from the right', () => {
  expect(moved('ArrowRight', 0, 0, 2, 5, false)).toEqual([0, 1]);
  expect(moved('ArrowRight', 0, 1, 2, 5, true)).toEqual([0, 0]);
  expect(moved('ArrowDown', 1, 1, 2, 5, false)).toEqual([1, 1]);
  expect(moved('End', 0, 0, 2, 5, false)).toEqual([0, 4]);
  expect(moved('End', 0, 0, 7, 1, false)).toEqual([6, 0]);
  expect(moved('Tab', 0, 0, 2, 5, false)).toBeUndefined();
  const days = Array.from({length: 365}, (_, at) => new Date(at * 86_400_000));
  expect(ticksOf(days, (day) => days.indexOf(day))).toHaveLength(6);
  expect(ticksOf(days.slice(0, 1), () => 0)).toHaveLength(1);
});

test('only what the app put in its address is the frame’s to keep', () => {
  expect(ownQuery('?shop=a&host=b&id_token=c&hmac=d&timestamp=1&embedded=1&locale=en&session=x&days=90')).toBe('?days=90');
  expect(ownQuery('?shop=a')).toBe('');
});

test('whose answers have aged is looked up in the survey that asks, where one does', () => {
  const [a, b] = [{id: 'a', title: 'A'}, {id: 'b', title: 'B'}];
  expect(agedAt({key: 'heard', surveys: [a]}, '2026-10-24')).toBe('/responses?survey=a&question=heard&to=2026-10-24');
  for (const surveys of [[], [a, b]]) expect(agedAt({key: 'heard', surveys}, '2026-10-24')).toBe('/responses?question=heard&to=2026-10-24');
});

test('answers are told by how fresh they are, each state of all people', () => {
  const one: FreshQuestion = {
    key: 'drink', type: 'text', prompt: 'What do you drink?', sensitive: false, half_life: 60, keep_days: 1, surveys: [], stale_before: '2026-10-24',
    people: 40, fresh: 20, aging: 9, stale: 11, doubted: 0, small: false,
  };
  expect(freshBars(one).map(({key, text, note}) => [key, text, note])).toEqual([['fresh', '50 %', '20 of 40'], ['aging', '22.5 %', '9 of 40'], ['stale', '27.5 %', '11 of 40']]);
  expect(freshBars({...one, people: 41, doubted: 1, small: true})[3]).toMatchObject({key: 'doubted', small: true, note: 'Few answers: read with care · 1 of 41'});
  expect(termOf(one)).toEqual(['ages after 60 days', 'removed after 1 day']);
  const {columns, rows} = freshTable([one, {...one, people: 0, fresh: 0, aging: 0, stale: 0, small: true}]);
  expect(rows.map((row) => row.length)).toEqual([columns.length, columns.length]);
  expect(rows[0]!.map(({raw}) => raw)).toEqual(['What do you drink?', 40, 20, 50, 9, 22.5, 11, 27.5, 0, 0, '']);
  expect(rows[1]![3]).toEqual({words: '–', raw: ''});
});
