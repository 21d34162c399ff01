import {expect, test} from 'vitest';
import {missing} from '../src/editor/missing';
import {starter, tidy} from '../src/editor/document';
import {chosenOf, ledBy, offered} from '../src/settings/languages';

test('the first language stays first while it is chosen', () => {
  expect(chosenOf(['sv', 'en'], ['en', 'sv', 'da'])).toEqual(['sv', 'en', 'da']);
  expect(chosenOf(['sv', 'en'], ['en', 'da'])).toEqual(['en', 'da']);
  expect(ledBy(['sv', 'en', 'da'], 'da')).toEqual(['da', 'sv', 'en']);
});

test('a language that was chosen can be chosen still', () => expect(offered(['pt-BR', 'en']).slice(0, 3)).toEqual(['pt-BR', 'en', 'sv']));

test('a new survey is written in the languages of the shop, and lacks what nobody can know', () => {
  expect(starter(['sv', 'en']).languages).toEqual(['sv', 'en']);
  expect(Object.keys(missing(tidy(starter(['sv', 'en']))))).toEqual(['sv']);
  expect(starter(['sv']).questions[0]!.prompt).toEqual({});
});
