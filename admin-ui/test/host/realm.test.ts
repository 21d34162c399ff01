import {expect, test} from 'vitest';
import {makeRealm} from '../../src/host/extension/realm';

function world(): {mount: HTMLElement; inside: Window & typeof globalThis; give: (name: string, value: unknown) => void} {
  const mount = document.createElement('div');
  document.body.append(mount);
  const realm = makeRealm(mount);
  return {mount, inside: (mount.previousSibling as HTMLIFrameElement).contentWindow as Window & typeof globalThis, give: realm.give};
}

test('each extension has its own globals and its own body', () => {
  const [one, two] = [world(), world()];
  one.give('shopify', 1);
  two.give('shopify', 2);
  expect((one.inside as unknown as {shopify: number}).shopify).toBe(1);
  expect((two.inside as unknown as {shopify: number}).shopify).toBe(2);
  expect(one.inside.document.body).toBe(one.mount);
  expect(two.inside.document.body).toBe(two.mount);
  expect(document.body.contains(one.mount)).toBe(true);
});

test('what it makes are elements of the page, and it finds no others', () => {
  const {mount, inside} = world();
  const made = inside.document.createElement('s-button');
  made.id = 'mine';
  inside.document.body.append(made, inside.document.createTextNode('words'));
  expect(made.ownerDocument).toBe(document);
  expect(mount.textContent).toBe('words');
  document.body.insertAdjacentHTML('beforeend', '<p id="theirs"></p>');
  expect(inside.document.getElementById('mine')).toBe(made);
  expect(inside.document.getElementById('theirs')).toBeNull();
  expect(inside.document.querySelector('p')).toBeNull();
});

test('what a worker lacks is refused', () => {
  const {inside} = world();
  expect(() => inside.localStorage).toThrow('not implemented in the sandbox: localStorage, which extensions do not have');
  expect(() => inside.parent).toThrow('which extensions do not have');
});
