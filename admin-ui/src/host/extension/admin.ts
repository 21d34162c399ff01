// `shopify` of blocks and actions in the admin.

import type {ExtensionTargets} from 'ui-extensions/surfaces/admin/extension-targets';
import {adminQuery} from '../direct';
import {compose, lacking, refused} from '../missing';
import {withSelection} from '../frame/catalogue';
import {picker} from '../frame/picker';
import {resourcePicker} from '../frame/resource-picker';
import type {Host} from './host';
import {resolve} from './navigation';
import {adminStorage} from './storage';

type Api = ExtensionTargets['admin.customer-details.block.render']['api'];
type ActionApi = ExtensionTargets['admin.customer-details.action.render']['api'];

function common<Target extends string>(host: Host) {
  const {config, data} = host;
  const {session} = config;
  const api = {
    auth: {idToken: () => host.tokens.get()},
    extension: {target: config.target as Target},
    i18n: host.words<Api['i18n']>(),
    intents: {invoke: refused('shopify.intents.invoke') as Api['intents']['invoke']} as Api['intents'],
    picker: picker as Api['picker'],
    query: adminQuery(session.shop) as Api['query'],
    resourcePicker: (async (options) => withSelection(await resourcePicker(session.shop, options))) as Api['resourcePicker'],
    storage: adminStorage(session, config.src) as Api['storage'],
  };
  return compose(api, data.data ? {data: data.data} : lacking<Api, 'data'>('shopify', 'data'));
}

/** The API of blocks on a page of the admin. */
export function adminBlock(host: Host): Api {
  const navigate = (url: string | URL) => location.assign(resolve(String(url), host.config));
  return compose(common<Api['extension']['target']>(host), {navigation: {navigate}});
}

/** The API of actions, which open over a page. */
export function adminAction(host: Host, close: () => void): ActionApi {
  return compose(common<ActionApi['extension']['target']>(host), {close});
}
