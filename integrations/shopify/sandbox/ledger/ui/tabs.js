// The tabs, as the ARIA practices describe them. The weather and the time machine
// are loaded when they are first opened.
import { button, call, h, memory, remember } from './dom.js';

// tabs returns what looks again at the state that the tools show; moved is told
// when the clock moved.
export function tabs(body, moved) {
  const [bar, ...panels] = body.children;
  const tools = [];
  const buttons = ['Ledger', 'Weather', 'Time machine'].map((label, i) => {
    panels[i].role = 'tabpanel';
    panels[i].setAttribute('aria-labelledby', `l-tab-${i}`);
    return button(label, () => show(i), { class: '', role: 'tab', id: `l-tab-${i}` });
  });

  async function show(chosen) {
    remember({ tab: chosen });
    buttons.forEach((button, i) => {
      button.setAttribute('aria-selected', i === chosen);
      button.tabIndex = i === chosen ? 0 : -1;
      panels[i].hidden = i !== chosen;
    });
    if (!chosen) return;
    if (!tools.length) document.head.append(h('link', { rel: 'stylesheet', href: '/_sandbox/ledger/ui/tools.css' }));
    tools[chosen] ??= import(chosen === 1 ? './weather.js' : './clock.js').then(({ draw }) => draw(panels[chosen], moved));
    (await tools[chosen])();
  }

  async function look() {
    const faults = await call('faults');
    buttons[1].toggleAttribute('data-on', Object.values(faults).some(Boolean));
    (await tools[memory.tab])?.();
  }

  bar.append(...buttons);
  bar.onkeydown = ({ key }) => {
    const step = { ArrowRight: 1, ArrowLeft: 2 }[key];
    if (!step) return;
    show((memory.tab + step) % 3);
    buttons[memory.tab].focus();
  };
  show(memory.tab);
  look();
  return look;
}
