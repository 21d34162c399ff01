import {expect, test} from 'vitest';
import {aliasesOf} from '../src/editor/spoken';

test('aliases are separated by commas', () => {
  expect(aliasesOf('hardfork,  Hard-Fork,')).toEqual(['hardfork', 'Hard-Fork']);
  expect(aliasesOf(' , ')).toEqual([]);
});
