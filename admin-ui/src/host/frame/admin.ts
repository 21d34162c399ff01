// What the admin frame does with what the app says.

import {record} from '../ledger';
import {type Answers, answer, type FromApp, type FromFrame, type Link} from '../messages';
import {mintAt} from '../tokens';
import {dialog} from './dialog';
import {h} from './dom';
import {pick} from './picker';
import {Place} from './place';
import {resourcePicker} from './resource-picker';
import {Bar} from './save-bar';
import {grant, revoke, scopes} from './scopes';
import {toast} from './toast';

const patience = 6000; // ms: an app that loads has said something by then

/** Ties the frame's document to the app in it. */
export function admin(frame: HTMLElement, link: Link<FromFrame, FromApp>): void {
  const shop = frame.dataset['shop'] ?? '';
  const bar = new Bar(link);
  const place = new Place(frame, link);
  const toasts = new Map<string, () => void>();
  const answers = answersFor(shop, frame.dataset['tokenUrl'] ?? '/_sandbox/tokens', bar);

  const waiting = setTimeout(() => place.silent(true), patience);
  link.hear((message) => {
    clearTimeout(waiting);
    place.silent(false);
    switch (message.type) {
      case 'ask': return void answer(link, answers, message);
      case 'nav': return place.nav(message.items);
      case 'location': return place.location(message.path, message.title);
      case 'title-bar': return place.titleBar(message.title, message.actions);
      case 'save-bar': return bar.show(message.bar);
      case 'loading': return place.loading(message.on);
      case 'call': return record({shop, kind: 'admin', surface: 'admin.app', ...message.call});
      case 'toast-hide': return toasts.get(message.id)?.();
      case 'toast': {
        const did = (what: 'action' | 'dismiss') => () => link.tell({type: 'toast', id: message.id, did: what});
        return void toasts.set(message.id, toast({...message, onAction: did('action'), onDismiss: did('dismiss')}));
      }
      case 'open':
      case 'visit': {
        const address = message.type === 'open' ? `/admin${message.path}` : message.path;
        if (message.target === '_blank') open(address, '_blank');
        else void bar.leave().then((leave) => leave && location.assign(address));
      }
    }
  });
}

function answersFor(shop: string, tokenUrl: string, bar: Bar): Answers {
  let reviewed = false;
  return {
    async admin(body) {
      const answer = await fetch(`/_sandbox/direct?${new URLSearchParams({shop, from: 'app'})}`, {method: 'POST', headers: {'Content-Type': 'application/json'}, body});
      return {status: answer.status, body: await answer.text()};
    },
    token: () => mintAt(tokenUrl, {shop, kind: 'admin'}),
    leave: () => bar.leave(),
    scopes: () => scopes(shop),
    grant: (wanted) => grant(shop, wanted),
    revoke: (unwanted) => revoke(shop, unwanted),
    resources: (options) => resourcePicker(shop, options),
    pick,
    // The one who works in the sandbox owns the shop.
    user: async () => ({accountAccess: 'Full access'}),
    async extensions() {
      const told = await fetch(`/_sandbox/extensions?${new URLSearchParams({shop})}`);
      if (!told.ok) throw new Error(`the sandbox answered ${told.status}`);
      const list = (await told.json()) as unknown[] | {extensions: unknown[]};
      return Array.isArray(list) ? list : list.extensions;
    },
    async review() {
      if (reviewed) return {success: false, code: 'cooldown-period', message: 'A review was asked for a short while ago'};
      reviewed = true;
      void dialog('Rate this app', [h('p', {}, 'Here Shopify asks for stars and a few words. The sandbox keeps none.')], [{label: 'Done', tone: 'primary', answer: () => true}]);
      return {success: true, code: 'success', message: 'Review modal shown successfully'};
    },
  };
}
