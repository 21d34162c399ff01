// Drawing again when the page changes.

import { render } from 'preact';
import { afterEach, expect, test, vi } from 'vitest';

import { draw } from '../shared/draw.ts';
import { settle } from './form.ts';

/** A value of a page that tells of its changes, at once or later. */
function changing<T>(value: T, eager: boolean) {
  const heard: ((value: T) => void)[] = [];
  return {
    value,
    subscribe(tell: (value: T) => void) {
      heard.push(tell);
      if (eager) tell(this.value);
      return () => undefined;
    },
    set(next: T) {
      this.value = next;
      for (const tell of heard) tell(next);
    },
  };
}

afterEach(() => render(null, document.body));

test.each([true, false])('what is drawn follows the page, once for all changes that come together (told at once: %s)', async (eager) => {
  const [name, place] = [changing('Ada', eager), changing('Lund', eager)];
  let drawn = 0;
  draw(() => <p>{`${name.value}, ${place.value}, ${++drawn}`}</p>, [name, undefined, place]);
  expect(document.body.textContent).toBe('Ada, Lund, 1');
  await settle();
  drawn = 1;
  name.set('Grace');
  place.set('Arlington');
  await settle();
  expect(document.body.textContent).toBe('Grace, Arlington, 2');
});

test.each(['at once', 'later'])('a fault of ours %s takes the block away, and nothing else of the page', async (when) => {
  const fault = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const broken = changing(when === 'at once', false);
  const Block = () => {
    if (broken.value) throw new Error('ours');
    return <p>Here</p>;
  };
  draw(() => <Block />, [broken]);
  broken.set(true);
  await settle();
  expect(document.body.innerHTML).toBe('');
  broken.set(true);
  await settle();
  expect(fault).toHaveBeenCalledOnce();
  fault.mockRestore();
});
