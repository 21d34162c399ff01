import {expect, test} from 'vitest';
import {folded, found} from '../src/responses/fold';

const hits = (text: string, looked: string) => found(text, looked).filter(({hit}) => hit).map(({part}) => part);

test('neither case nor accents make a difference', () => {
  expect(['TikTok', 'Blåbär', 'Straße', 'smørrebrød', "it's"].map(folded)).toEqual(['tiktok', 'blabar', 'strasse', 'smorrebrod', 'its']);
});

test('what begins with a word that is looked for is marked, and nothing is lost', () => {
  expect(hits('My sister, Åsa, and ASA', 'asa sis')).toEqual(['sister', 'Åsa', 'ASA']);
  expect(hits('asterisk', 'sis')).toEqual([]);
  expect(hits('我喜欢咖啡', '咖啡')).toEqual(['咖', '啡']);
  expect(hits('<b>tik</b> tok', 'tik')).toEqual(['tik']);
  for (const text of ['My sister, Åsa!', '', '  spaces ', '=SUM(A1)']) expect(found(text, 's').map(({part}) => part).join('')).toBe(text);
  expect(found('anything', '%%')).toEqual([{part: 'anything', hit: false}]);
});
