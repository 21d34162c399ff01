// What the embedded app and the admin frame around it say to each other.

export interface NavItem {
  label: string;
  href: string;
  home: boolean;
}

/** From the app to the frame. */
export type FromApp =
  | {type: 'token'; id: number}
  | {type: 'nav'; items: NavItem[]}
  | {type: 'location'; path: string; title: string}
  | {type: 'save-bar'; open: boolean; saving: boolean; discardable: boolean}
  | {type: 'toast'; text: string; error: boolean; duration: number}
  | {type: 'loading'; on: boolean}
  | {type: 'open'; path: string}; // a page of the admin itself

/** From the frame to the app. */
export type FromFrame =
  | {type: 'token'; id: number; token: string}
  | {type: 'token'; id: number; problem: string}
  | {type: 'save' | 'discard'}
  | {type: 'go'; path: string};

/** A message is ours when it carries this mark. */
export const mark = 'host:admin';

export interface Envelope<T> {
  mark: typeof mark;
  message: T;
}

/** Sends a message to a window that must be of the given origin. */
export function post<T>(to: Window, origin: string, message: T): void {
  to.postMessage({mark, message} satisfies Envelope<T>, origin);
}

/** Hears the messages that come from one window of one origin. */
export function listen<T>(from: () => Window | null, origin: string, heard: (message: T) => void): void {
  window.addEventListener('message', (event: MessageEvent<Envelope<T>>) => {
    if (event.source === from() && event.origin === origin && event.data?.mark === mark) heard(event.data.message);
  });
}
