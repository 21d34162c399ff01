// What the embedded app and the admin frame around it say to each other.

import type {Call} from './ledger';

/** A link of the app's navigation. */
export interface NavItem {
  label: string;
  href: string;
  home: boolean;
}

/** A button of the app's that the frame shows in its place. */
export interface Action {
  id: number;
  label: string;
  primary: boolean;
  critical: boolean;
  disabled: boolean;
  loading: boolean;
}

/** The save bar as it stands. */
export interface SaveBar {
  save: Pick<Action, 'disabled' | 'loading'>;
  discard?: Pick<Action, 'disabled' | 'loading'>;
  /** Whether to ask before discarding. */
  confirm: boolean;
}

/** What an app may do, as shopify.scopes tells it. */
export interface ScopesDetail {
  granted: string[];
  required: string[];
  optional: string[];
}

/** What the Admin API answered. */
export interface Direct {
  status: number;
  body: string;
}

/** What the app asks of the frame; each is answered once. */
export interface Asks {
  admin(body: string): Direct;
  token(): string;
  leave(): boolean;
  scopes(): ScopesDetail;
  grant(scopes: string[]): {result: 'granted-all' | 'declined-all'; detail: ScopesDetail};
  revoke(scopes: string[]): ScopesDetail;
  resources(options: ResourceOptions): unknown[] | undefined;
  pick(options: PickerOptions): string[] | undefined;
  extensions(): unknown[];
  user(): Record<string, unknown>;
  review(): {success: boolean; code: string; message: string};
}

/** shopify.resourcePicker's options. */
export interface ResourceOptions {
  type: 'product' | 'variant' | 'collection';
  action?: 'add' | 'select';
  multiple?: boolean | number;
  query?: string;
  filter?: {hidden?: boolean; variants?: boolean; draft?: boolean | undefined; archived?: boolean | undefined; query?: string};
  selectionIds?: {id: string; variants?: {id: string}[]}[];
}

/** shopify.picker's options. */
export interface PickerOptions {
  heading: string;
  multiple?: boolean | number;
  headers?: {content?: string; type?: 'string' | 'number'}[];
  items: {
    id: string;
    heading: string;
    data?: (string | number | undefined)[];
    disabled?: boolean;
    selected?: boolean;
    badges?: {content: string; tone?: string; progress?: string}[];
    thumbnail?: {url: string};
  }[];
}

export type Ask<N extends keyof Asks = keyof Asks> = {type: 'ask'; id: number; name: N; of: Parameters<Asks[N]>};

/** From the app to the frame. */
export type FromApp =
  | Ask
  | {type: 'nav'; items: NavItem[]}
  | {type: 'location'; path: string; title: string}
  | {type: 'title-bar'; title: string | undefined; actions: Action[]}
  | {type: 'save-bar'; bar: SaveBar | undefined}
  | {type: 'toast'; id: string; text: string; error: boolean; duration: number; action: string | undefined}
  | {type: 'toast-hide'; id: string}
  | {type: 'loading'; on: boolean}
  | {type: 'call'; call: Call}
  | {type: 'open'; path: string; target: string} // a page of the admin itself
  | {type: 'visit'; path: string; target: string}; // a page of the shop

/** From the frame to the app. */
export type FromFrame =
  | {type: 'answer'; id: number; of: unknown}
  | {type: 'problem'; id: number; problem: string}
  | {type: 'save' | 'discard'}
  | {type: 'press'; id: number} // an action of the title bar
  | {type: 'toast'; id: string; did: 'action' | 'dismiss'}
  | {type: 'go'; path: string};

/** One end of the talk. */
export interface Link<Out, In> extends Teller<Out> {
  hear(heard: (message: In) => void): void;
}

/** The end that only tells. */
export interface Teller<Out> {
  tell(message: Out): void;
}

/** A message is ours when it carries this mark. */
const mark = 'host:admin';

interface Envelope {
  mark: typeof mark;
  message: unknown;
}

/** Talks to one window of one origin, and hears no other. */
export function linkTo<Out, In>(other: () => Window | null, origin: string): Link<Out, In> {
  return {
    tell: (message) => other()?.postMessage({mark, message} satisfies Envelope, origin),
    hear: (heard) =>
      addEventListener('message', (event: MessageEvent<Envelope>) => {
        if (event.source === other() && event.origin === origin && event.data?.mark === mark) heard(event.data.message as In);
      }),
  };
}

/** Asks the frame and waits for its answers. */
export function asker(link: Link<FromApp, FromFrame>) {
  const waiting = new Map<number, {resolve(answer: unknown): void; reject(error: Error): void}>();
  let asked = 0;
  link.hear((message) => {
    if (message.type !== 'answer' && message.type !== 'problem') return;
    const ask = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === 'answer') ask?.resolve(message.of);
    else ask?.reject(new Error(message.problem));
  });
  return <N extends keyof Asks>(name: N, ...of: Parameters<Asks[N]>): Promise<ReturnType<Asks[N]>> =>
    new Promise((resolve, reject) => {
      const id = ++asked;
      waiting.set(id, {resolve: resolve as (answer: unknown) => void, reject});
      link.tell({type: 'ask', id, name, of} as Ask);
    });
}

/** How the frame answers, question by question. */
export type Answers = {[N in keyof Asks]: (...of: Parameters<Asks[N]>) => Promise<ReturnType<Asks[N]>>};

/** Answers one question of the app's, or says why not. */
export async function answer(link: Link<FromFrame, FromApp>, answers: Answers, {id, name, of}: Ask): Promise<void> {
  try {
    const reply = answers[name] as ((...of: unknown[]) => Promise<unknown>) | undefined;
    if (!reply || !Object.hasOwn(answers, name)) throw new Error(`nobody answers ${String(name)}`);
    link.tell({type: 'answer', id, of: await reply(...of)});
  } catch (error) {
    link.tell({type: 'problem', id, problem: error instanceof Error ? error.message : String(error)});
  }
}
