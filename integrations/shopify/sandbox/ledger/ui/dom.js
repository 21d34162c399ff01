// What every part of the panel needs.

// h makes an element: attributes by name, listeners as onclick.
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith('on')) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter(Boolean));
  return element;
}

export const button = (label, onclick, props) => h('button', { class: 'l-button', onclick, ...props }, label);

const paths = {
  page: 'M5 8h14l-1 12H6zM9 8V6a3 3 0 0 1 6 0v2',
  proxy: 'M4 5h16v11H10l-4 4v-4H4zM8 9h8M8 12h5',
  extension: 'M4 4h7v7H4zM13 13h7v7h-7zM13 4h7v7h-7zM4 13h7v7H4z',
  admin: 'M9 5l-6 7 6 7M15 5l6 7-6 7',
  webhook: 'M6 16v-5a6 6 0 0 1 12 0v5l2 2H4zM10 21h4',
  tool: 'M3 6h18v12H3zM3 7l9 7 9-7',
  flow: 'M5 4v6a4 4 0 0 0 4 4h10M15 10l4 4-4 4',
  bulk: 'M12 3l9 5-9 5-9-5zM3 12l9 5 9-5M3 16l9 5 9-5',
  token: 'M4 16a4 4 0 1 0 8 0 4 4 0 1 0-8 0M11 13l9-9M16 8l3 3',
  embedded: 'M3 5h18v14H3zM3 9h18M8 9v10',
  control: 'M4 7h10M18 7h2M4 17h2M10 17h10M14 4v6M8 14v6',
};

// icon draws a kind's sign, or a path.
export function icon(name) {
  const place = h('span');
  place.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${paths[name] ?? name}"/></svg>`;
  return place.firstChild;
}

// The sandbox's clock may be ahead of ours.
export const sandbox = { ahead: 0, now: () => Date.now() + sandbox.ahead };

// span says how long some seconds are, roughly: "3 min".
export function span(seconds) {
  const [size, unit] = [[86_400, 'd'], [3600, 'h'], [60, 'min']].find(([size]) => seconds >= size) ?? [1, 's'];
  return `${Math.round(seconds / size)} ${unit}`;
}

const exactly = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });
export const exact = (at) => exactly.format(new Date(at));

// call asks the control API.
export async function call(path, body) {
  const answer = await fetch(`/_sandbox/${path}`, body && { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });
  if (!answer.ok) throw new Error(`The sandbox answered ${answer.status}.`);
  return answer.json();
}

// What is remembered until the window closes.
export const memory = { kinds: [], text: '', tab: 0, open: false, ...JSON.parse(sessionStorage.getItem('ledger')) };
export const remember = (some) => sessionStorage.setItem('ledger', JSON.stringify(Object.assign(memory, some)));
