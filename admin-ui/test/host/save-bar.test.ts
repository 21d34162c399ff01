// Unsaved changes: the element, the form, and the questions before they go.

import {beforeAll, beforeEach, expect, test, vi} from 'vitest';
import {watchForms} from '../../src/host/bridge/forms';
import {defineModals, modalApi} from '../../src/host/bridge/modal';
import {defineNav} from '../../src/host/bridge/nav';
import {Bars, defineSaveBar, saveBarApi} from '../../src/host/bridge/save-bar';
import {Bar} from '../../src/host/frame/save-bar';
import type {FromApp, FromFrame} from '../../src/host/messages';
import {until} from './sandbox';

// The bar as the frame draws it, tied to the app's bars without a window between.
const frame: Bar = new Bar({tell: (message: FromFrame) => (message.type === 'save' ? bars.current?.save() : bars.current?.discard())});
const bars: Bars = new Bars({tell: (message: FromApp) => message.type === 'save-bar' && frame.show(message.bar)}, () => frame.leave());
const api = saveBarApi(bars);

beforeAll(() => {
  defineNav();
  defineSaveBar(bars);
  defineModals();
  watchForms(bars);
});

beforeEach(() => {
  if (bars.current) bars.close(bars.current);
});

const shown = () => document.querySelector('.host-save-bar') !== null;
const press = (label: string) => [...document.querySelectorAll('button')].find((one) => one.textContent === label)!.click();

function element(markup = ''): {saved: ReturnType<typeof vi.fn>; dropped: ReturnType<typeof vi.fn>} {
  document.body.innerHTML = `<ui-save-bar id="bar" ${markup}><button variant="primary">Save it</button><button>Drop it</button></ui-save-bar>`;
  const [saved, dropped] = [vi.fn(), vi.fn()];
  const [save, drop] = document.querySelectorAll('ui-save-bar button');
  save!.addEventListener('click', saved);
  drop!.addEventListener('click', dropped);
  return {saved, dropped};
}

test('the element shows, hides and toggles the bar, and its buttons are pressed', async () => {
  const {saved, dropped} = element();
  const heard: string[] = [];
  const bar = document.querySelector('ui-save-bar')! as HTMLElement & {showing: boolean};
  for (const type of ['show', 'hide']) bar.addEventListener(type, () => heard.push(type));
  await api.show('bar');
  expect(bar.showing).toBe(true);
  press('Save');
  press('Discard');
  expect([saved.mock.calls.length, dropped.mock.calls.length]).toEqual([1, 1]);
  await api.toggle('bar');
  expect(shown()).toBe(false);
  await api.hide('bar');
  expect(heard).toEqual(['show', 'hide']);
  await expect(api.show('other')).rejects.toThrow('there is no <ui-save-bar id="other">');
});

test('loading and disabled buttons are shown as such', async () => {
  element();
  document.querySelector('ui-save-bar button')!.setAttribute('loading', '');
  await api.show('bar');
  expect(document.querySelector<HTMLButtonElement>('.host-save-bar .primary')).toMatchObject({disabled: true, textContent: 'Saving…'});
});

test('a bar that leaves the page is gone', async () => {
  element();
  await api.show('bar');
  document.body.querySelector('ui-save-bar')!.remove();
  await until(() => !shown());
});

test('discarding asks when it should', async () => {
  const {dropped} = element('discardconfirmation');
  await api.show('bar');
  press('Discard');
  await until(() => document.querySelector('.host-dialog'));
  press('Continue editing');
  await until(() => !document.querySelector('.host-dialog'));
  expect(dropped).not.toHaveBeenCalled();
  press('Discard');
  await until(() => document.querySelector('.host-dialog'));
  press('Discard changes');
  await until(() => dropped.mock.calls.length === 1);
});

test('leaving asks while the bar is open', async () => {
  element();
  await api.leaveConfirmation(); // nothing is open
  await api.show('bar');
  const stays = api.leaveConfirmation();
  await until(() => document.querySelector('.host-dialog'));
  press('Stay');
  await expect(stays).rejects.toThrow('stays on the page');
  const leaves = api.leaveConfirmation();
  await until(() => document.querySelector('.host-dialog'));
  press('Leave page');
  await leaves;
});

test('the admin’s own links ask as well', async () => {
  element();
  await api.show('bar');
  document.body.insertAdjacentHTML('beforeend', '<a id="away" href="#customers">Customers</a>');
  document.querySelector<HTMLElement>('#away')!.click();
  await until(() => document.querySelector('.host-dialog'));
  expect(location.hash).toBe('');
  press('Leave page');
  await until(() => location.hash === '#customers');
  location.hash = '';
});

test('a form that was changed opens the bar; Save submits and Discard resets it', async () => {
  document.body.innerHTML = '<form data-save-bar><input name="name" value="Wick"></form>';
  const form = document.querySelector('form')!;
  const input = document.querySelector('input')!;
  const sent: string[] = [];
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    sent.push(input.value);
  });
  await new Promise((resolve) => setTimeout(resolve)); // the form is noticed
  const type = (value: string) => {
    input.value = value;
    input.dispatchEvent(new Event('input', {bubbles: true}));
  };
  type('Wicks');
  await until(shown);
  type('Wick'); // as it was
  await until(() => !shown());
  type('Wax');
  await until(shown);
  press('Save');
  expect(sent).toEqual(['Wax']);
  await until(() => !shown());
  type('Wicked');
  await until(shown);
  press('Discard');
  await until(() => !shown());
  expect(input.value).toBe('Wick'); // what the document says, as a reset does
});

test('a modal opens by its id, with its title bar’s buttons', async () => {
  document.body.innerHTML = '<ui-modal id="m"><p>Sure?</p><ui-title-bar title="Delete"><button variant="primary" tone="critical">Yes</button></ui-title-bar></ui-modal>';
  const modal = document.querySelector('ui-modal')! as HTMLElement & {content?: Element; contentWindow: unknown};
  const heard: string[] = [];
  for (const type of ['show', 'hide']) modal.addEventListener(type, () => heard.push(type));
  const yes = vi.fn();
  modal.querySelector('button')!.addEventListener('click', yes);
  await modalApi.show('m');
  const drawn = modal.shadowRoot!.querySelector('dialog')!;
  expect(drawn.open).toBe(true);
  expect(drawn.querySelector('h2')!.textContent).toBe('Delete');
  expect(modal.content?.textContent).toBe('Sure?');
  [...drawn.querySelectorAll('button')].at(-1)!.click();
  expect(yes).toHaveBeenCalledOnce();
  await modalApi.toggle('m');
  expect(drawn.open).toBe(false);
  expect(heard).toEqual(['show', 'hide']);
  await expect(modalApi.show('none')).rejects.toThrow('there is no modal with the id "none"');
});
