// The time machine: moves the sandbox's clock, and says what that sets off.
// Loaded when it is first looked at.
import { button, call, exact, h, sandbox, span } from './dom.js';

const jumps = { '+1 hour': 3600, '+1 day': 86_400, '+48 hours': 172_800, '+10 days': 864_000, '+90 days': 7_776_000 };

// draw fills a panel, and returns what shows the clock of this moment. It tells
// moved when the sandbox's time is known anew.
export function draw(panel, moved) {
  const time = h('time', {});
  const ahead = h('p', { class: 'l-muted' });
  const wrong = h('p', { class: 'l-wrong', role: 'alert' });
  const coming = h('ol');
  const passed = Object.values(jumps).map(() => h('span', { class: 'l-muted' }));

  async function attempt(asked) {
    try {
      show(await asked);
      wrong.textContent = '';
    } catch (error) {
      wrong.textContent = error.message;
    }
  }
  const look = () => attempt(call('clock'));
  const advance = (seconds) => attempt(call('clock', { advance_s: Math.ceil(seconds) }).then(() => call('clock')));
  const tick = () => { time.textContent = exact(sandbox.now()); };

  function show({ ahead_s = 0, next = [] }) {
    sandbox.ahead = ahead_s * 1000;
    ahead.textContent = ahead_s < 1 ? 'In step with your own clock.' : `${span(ahead_s)} ahead of your own clock.`;
    document.querySelector('#l-tab-2').toggleAttribute('data-on', ahead_s >= 1);
    const due = next.map(({ at, what }) => ({ at, what, seconds: Math.max(0, (new Date(at) - sandbox.now()) / 1000) }));
    Object.values(jumps).forEach((seconds, i) => {
      const within = due.filter((d) => d.seconds <= seconds);
      passed[i].textContent = within.length > 1 ? `${within[0].what}, and ${within.length - 1} more` : within[0]?.what ?? '';
    });
    coming.replaceChildren(...due.map(({ at, what, seconds }) => h('li', { class: 'l-line' }, h('span', { title: exact(at) }, h('strong', {}, what), h('span', { class: 'l-muted' }, `in ${span(seconds)}`)),
      button('Go there', () => advance(seconds + 1), { 'aria-label': `Go there: ${what}` }))));
    tick();
    moved();
  }

  const amount = h('input', { type: 'number', min: 1, max: 999, value: 3, required: true, 'aria-label': 'How many' });
  const unit = h('select', { 'aria-label': 'Of what' }, h('option', { value: 86_400 }, 'days'), h('option', { value: 3600 }, 'hours'), h('option', { value: 60 }, 'minutes'));
  panel.append(h('div', { class: 'l-tool' },
    h('div', { class: 'l-sky', 'data-sky': 'clock' }, h('div', {}, h('h3', {}, time), ahead)), wrong,
    h('div', { class: 'l-jumps' }, ...Object.entries(jumps).map(([label, seconds], i) => button(h('span', {}, label, passed[i]), () => advance(seconds)))),
    h('form', { class: 'l-custom', onsubmit: (event) => { event.preventDefault(); advance(amount.value * unit.value); } }, amount, unit, h('button', { class: 'l-button' }, 'Move on')),
    coming, startOver(wrong)));
  setInterval(tick, 1000);
  return look;
}

function startOver(wrong) {
  const box = h('div', { class: 'l-line' });
  const say = (title, text, ...buttons) => box.replaceChildren(h('p', {}, h('strong', {}, title), h('span', { class: 'l-muted' }, text)), ...buttons);
  function offer() {
    say('Start over', 'Every shop as it was on the first day.', button('Reset', confirm));
  }
  function confirm() {
    say('Forget everything?', 'Customers, orders and the weather go back to the start. The clock stays, and so does what the app itself keeps.', button('Keep it', offer), button('Forget it', forget, { class: 'l-button l-danger' }));
    box.querySelector('button').focus();
  }
  async function forget() {
    try {
      await call('reset', {});
      location.assign(location.pathname.startsWith('/admin') ? '/admin' : '/'); // what this page was about may be gone
    } catch (error) {
      wrong.textContent = error.message;
      offer();
    }
  }
  offer();
  return box;
}
