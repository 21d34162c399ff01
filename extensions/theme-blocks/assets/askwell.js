// Makes the plain form of question.liquid nicer: it answers in place, says what
// is wrong beside the question, sends once, and keeps an answer through a lost
// connection. Without this file the form still posts by itself.

const QUEUE = 'askwell:queue'; // answers not yet known to be received
const DONE = 'askwell:done'; // the questions of each survey that are settled in this browser
const KEPT_FOR = 7 * 24 * 3600e3;
const KEPT_AT_MOST = 20;
const WAITS = [2e3, 5e3, 15e3, 60e3];
const FIELDS = 'input, textarea, select';

// Storage may be forbidden; then everything lasts as long as the page.
const memory = {};
const read = (key, empty) => {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? memory[key] ?? empty;
  } catch {
    return memory[key] ?? empty;
  }
};
const write = (key, value) => {
  memory[key] = value;
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // kept in memory
  }
};

const forget = (id) => write(QUEUE, read(QUEUE, []).filter((entry) => entry.body.id !== id));
const keep = (entry) => {
  forget(entry.body.id);
  write(QUEUE, [...read(QUEUE, []), entry].slice(-KEPT_AT_MOST));
};
const doneOf = (name) => [read(DONE, {})[name] ?? []].flat(); // a list, whatever stands there
const markDone = (name, keys) => write(DONE, { ...read(DONE, {}), [name]: [...new Set([...doneOf(name), ...keys])] });

// One try. "done" and "refused" are final; "later" says nothing was proven.
async function post({ url, body }) {
  let response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', 'x-requested-with': 'askwell' },
      body: JSON.stringify(body),
      keepalive: true,
    });
  } catch {
    return { state: 'later' };
  }
  const reply = await response.json().catch(() => null);
  if (response.ok && reply?.id) return { state: 'done' };
  // A shop's own pages (password, maintenance) answer 200 or 404 in HTML: no proof either way.
  const final = reply && response.status >= 400 && response.status < 500 && ![408, 425, 429].includes(response.status);
  return final ? { state: 'refused', errors: reply.errors ?? [] } : { state: 'later' };
}

// Whom to tell that an answer which had to wait has arrived, by its id.
const waiting = {};

// Sends what earlier pages could not. The same id twice is harmless: the server
// answers the second as it answered the first.
let tries = 0;
let timer;
async function flush() {
  clearTimeout(timer);
  let left = false;
  for (const entry of read(QUEUE, [])) {
    const { state } = Date.now() - entry.at > KEPT_FOR ? { state: 'refused' } : await post(entry);
    if (state === 'later') left = true;
    else forget(entry.body.id);
    if (state === 'done') waiting[entry.body.id]?.();
  }
  if (left) retryLater();
}
function retryLater() {
  clearTimeout(timer);
  timer = setTimeout(flush, WAITS[Math.min(tries++, WAITS.length - 1)]);
}

// An answer by how its question is read, of the fields the form would post.
const readers = {
  list: (values) => values,
  number: ([text]) => (/^-?\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : text),
  boolean: ([text]) => ({ true: true, false: false })[text] ?? text,
  birthday: (values) => values.sort().join(''),
  slot: (values) => Object.fromEntries(values.map((value) => value.split(':'))),
};
// The answer of one question; undefined when not answered.
function answerOf(fieldset) {
  const { key, as, touched } = fieldset.dataset;
  const other = fieldset.querySelector('[data-other]:checked');
  const values = new FormData(fieldset.form)
    .getAll(`answers[${key}]`)
    .map((value) => (other && value === other.value ? writeIn(fieldset) : value.trim()))
    .filter(Boolean);
  if (values.length) return readers[as]?.(values) ?? values[0];
  return touched && as === 'boolean' ? false : undefined; // a box that was ticked and is no more
}
function writeIn(fieldset) {
  const other = fieldset.querySelector('.askwell-other .askwell-write').value.trim();
  return other && { other };
}
const otherIsEmpty = (fieldset) => fieldset.querySelector('[data-other]:checked') && !writeIn(fieldset);

// A list that is drawn more than once has the same order each time.
const shownOf = (fieldset) => ({
  question: fieldset.dataset.key,
  options: [...new Set([...fieldset.querySelectorAll('[data-option]')].map(({ value }) => value.split(':').pop()))],
});

function showError(fieldset, text) {
  const error = fieldset.querySelector('.askwell-error');
  error.textContent = text;
  error.hidden = !text;
  for (const field of fieldset.querySelectorAll(FIELDS)) {
    if (text) field.setAttribute('aria-invalid', 'true');
    else field.removeAttribute('aria-invalid');
  }
}

function enhance(root) {
  const name = root.dataset.askwell;
  const texts = root.dataset;
  const form = root.querySelector('form');
  const status = form.querySelector('[data-status]');
  const button = form.querySelector('.askwell-send');
  const label = button.textContent;
  const all = [...form.querySelectorAll('fieldset')];
  const isOpen = ({ dataset }) => !doneOf(name).includes(dataset.key);
  const fieldsets = all.filter(isOpen);
  const id = crypto.randomUUID();
  const startedAt = new Date().toISOString();
  let sending = false;

  // Where somebody may be looking the block keeps its height, so that nothing
  // below it jumps; further down nobody sees it shrink.
  const hold = () => {
    if (root.getBoundingClientRect().top < innerHeight) root.style.minHeight = `${root.offsetHeight}px`;
  };
  const thanks = root.querySelector('.askwell-thanks');
  const gratitude = thanks.textContent;
  const finish = (text = gratitude) => {
    hold();
    thanks.textContent = text;
    thanks.hidden = false;
    form.hidden = true;
  };
  if (!fieldsets.length) return finish();
  if (fieldsets.length < all.length) hold();
  for (const fieldset of all) if (!isOpen(fieldset)) fieldset.remove();
  // Answered in another tab: what is asked here is settled.
  addEventListener('storage', () => !sending && !fieldsets.some(isOpen) && finish());

  const say = (text) => {
    status.textContent = text;
    status.hidden = !text;
  };
  const busy = (on) => {
    sending = on;
    button.setAttribute('aria-disabled', String(on));
    button.textContent = on ? texts.sending : label;
  };
  // Marks what is wrong and goes to the first of it.
  const complain = (wrong) => {
    for (const fieldset of fieldsets) showError(fieldset, wrong.get(fieldset) ?? '');
    const [first] = wrong.keys();
    const at = first?.querySelector('[data-other]:checked') ? '.askwell-other .askwell-write' : FIELDS;
    first?.querySelector(at).focus();
    return wrong.size > 0;
  };
  const check = () => {
    const wrong = new Map();
    for (const fieldset of fieldsets) {
      const missing = 'needed' in fieldset.dataset && answerOf(fieldset) === undefined;
      if (missing || otherIsEmpty(fieldset)) wrong.set(fieldset, texts.required);
    }
    const nothing = fieldsets.every((fieldset) => answerOf(fieldset) === undefined);
    if (!wrong.size && nothing) wrong.set(fieldsets[0], texts.required);
    return wrong;
  };
  const submission = () => {
    const plain = Object.fromEntries(['survey', 'surface', 'locale'].map((field) => [field, form.elements[field].value]));
    const answers = {};
    for (const fieldset of fieldsets) {
      const answer = answerOf(fieldset);
      if (answer !== undefined) answers[fieldset.dataset.key] = answer;
    }
    return {
      id,
      ...plain,
      version: Number(form.elements.version.value),
      shown: fieldsets.map(shownOf),
      answers,
      started_at: startedAt,
      complete: true,
    };
  };
  const refuse = (errors) => {
    const wrong = new Map();
    const messages = { required: texts.required, too_long: texts.tooLong };
    for (const { field, code } of errors) {
      const fieldset = fieldsets.find(({ dataset }) => field === `answers.${dataset.key}` || field.startsWith(`answers.${dataset.key}.`));
      if (fieldset) wrong.set(fieldset, messages[code] ?? texts.invalid);
    }
    if (!complain(wrong)) say(texts.failed);
  };

  form.noValidate = true; // our own words, beside the question
  form.addEventListener('input', ({ target }) => {
    const fieldset = target.closest('fieldset');
    fieldset.dataset.touched = 1;
    showError(fieldset, '');
    say('');
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (sending || complain(check())) return;
    say('');
    busy(true);
    const entry = { url: form.getAttribute('action'), body: submission(), at: Date.now() };
    keep(entry);
    const { state, errors } = await post(entry);
    busy(false);
    if (state === 'refused') {
      forget(id);
      return refuse(errors);
    }
    markDone(name, fieldsets.map(({ dataset }) => dataset.key));
    if (state === 'later') {
      waiting[id] = () => finish();
      retryLater();
    } else forget(id);
    finish(state === 'later' ? texts.saved : gratitude);
    thanks.focus({ preventScroll: true });
  });
}

// Without a secure context there is no id to send once with: the form posts itself.
if (globalThis.crypto?.randomUUID) {
  document.querySelectorAll('[data-askwell]').forEach(enhance);
  addEventListener('online', flush);
  flush();
  // The theme editor redraws a section without loading the page again.
  document.addEventListener('shopify:section:load', ({ target }) => target.querySelectorAll('[data-askwell]').forEach(enhance));
}
