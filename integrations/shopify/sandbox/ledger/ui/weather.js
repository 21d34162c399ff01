// The weather: troubles that a real Shopify has, to be had on demand. Loaded when
// it is first looked at.
import { button, call, h, icon } from './dom.js';

const troubles = [
  { label: 'Throttle storm', set: { throttle: { restore_rate: 5, bucket: 100 } }, why: 'Shopify’s points are used up at once. The app waits its turn, and nothing fails.' },
  { label: 'Slow Shopify', set: { latency_ms: 2000 }, why: 'Every call takes two seconds longer.' },
  { label: 'Server errors', set: { error_rate: 0.3 }, why: 'Three calls in ten are answered with a 500 and do nothing.' },
  { label: 'Lost answers', set: { drop_after_commit_rate: 0.3 }, why: 'Three calls in ten are done, but the line goes dead before the answer.' },
  { label: 'Webhook chaos', set: { duplicate_webhooks: true, reorder_webhooks: true }, why: 'Every webhook comes twice, and in the wrong order.' },
  { label: 'Protected data denied', set: { deny_protected: true }, why: 'Names, emails and addresses stay hidden from the app.' },
];
const presets = { 'Fair weather': [], 'Black Friday': [0, 1], 'Bad line': [2, 3], Thunderstorm: [0, 1, 2, 3, 4] };

const signs = {
  fair: 'M12 8a4 4 0 1 0 .1 0M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M5 19l2-2M17 7l2-2',
  rain: 'M7 16a4 4 0 0 1 0-8 6 6 0 0 1 11 2 3 3 0 0 1 0 6zM8 19v2M12 19v3M16 19v2',
  storm: 'M7 15a4 4 0 0 1 0-8 6 6 0 0 1 11 2 3 3 0 0 1 0 6M13 12l-4 5h5l-3 5',
};

// draw fills a panel, and returns what shows the weather of this moment.
export function draw(panel) {
  let faults = {};
  const wrong = h('p', { class: 'l-wrong', role: 'alert' });
  const sky = h('div', { class: 'l-sky' });

  async function attempt(asked) {
    try {
      faults = await asked;
      wrong.textContent = '';
    } catch (error) {
      wrong.textContent = error.message;
    }
    show();
  }
  const send = (next) => attempt(call('faults', next).then(() => call('faults')));
  const isOn = ({ set }) => Object.keys(set).every((key) => faults[key]);
  const without = ({ set }) => Object.fromEntries(Object.entries(faults).filter(([key]) => !(key in set)));
  const switches = troubles.map((t) => h('input', { type: 'checkbox', role: 'switch', onchange: () => send(isOn(t) ? without(t) : { ...faults, ...t.set }) }));

  function show() {
    const on = troubles.filter(isOn);
    troubles.forEach((t, i) => { switches[i].checked = isOn(t); });
    const [sign, title] = on.length === 0 ? ['fair', 'Fair weather'] : on.length < 3 ? ['rain', 'Unsettled'] : ['storm', 'Stormy'];
    sky.dataset.sky = sign;
    sky.replaceChildren(icon(signs[sign]), h('div', {}, h('h3', {}, title), h('p', {}, on.map(({ label }) => label).join(', ') || 'Shopify answers at once and as it should.')));
    document.querySelector('#l-tab-1').toggleAttribute('data-on', on.length > 0);
  }

  panel.append(h('div', { class: 'l-tool' }, sky, wrong,
    h('div', { class: 'l-buttons' }, ...Object.entries(presets).map(([label, chosen]) => button(label, () => send(Object.assign({}, ...chosen.map((i) => troubles[i].set)))))),
    ...troubles.map((t, i) => h('label', { class: 'l-line' }, h('span', {}, h('strong', {}, t.label), h('span', { class: 'l-muted' }, t.why)), switches[i])),
    h('div', { class: 'l-line' }, h('p', {}, h('strong', {}, 'Revoke the token'), h('span', { class: 'l-muted' }, 'The app’s access ends now. It needs a new token to go on.')),
      button('Revoke', () => send({ ...faults, revoke_token: true })))));
  return () => attempt(call('faults'));
}
