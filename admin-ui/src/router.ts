// Where the merchant is. Paths are real, so Shopify can open any of them.

import {useEffect, useState} from 'preact/hooks';

const stay = new Set(['shop', 'host', 'embedded', 'locale']);

const listeners = new Set<() => void>();

/** Goes to a path of ours, after asking about unsaved changes. */
export async function go(path: string): Promise<void> {
  try {
    await shopify.saveBar.leaveConfirmation?.();
  } catch {
    return;
  }
  // What Shopify put in the address stays there, for a reload needs it; what a screen did goes with it.
  const [there, said] = path.split('?');
  const query = new URLSearchParams(said);
  for (const [name, value] of new URLSearchParams(location.search)) if (stay.has(name)) query.set(name, value);
  history.pushState(null, '', `${there}?${query}`);
  for (const heard of listeners) heard();
}

/** The current path. */
export function usePath(): string {
  const [path, setPath] = useState(location.pathname);
  useEffect(() => {
    const heard = () => setPath(location.pathname);
    listeners.add(heard);
    addEventListener('popstate', heard);
    return () => {
      listeners.delete(heard);
      removeEventListener('popstate', heard);
    };
  }, []);
  return path;
}

/** How often one has gone somewhere since: the same path may say something else. */
export function useVisits(): number {
  const [visits, setVisits] = useState(0);
  useEffect(() => {
    const heard = () => setVisits((n) => n + 1);
    listeners.add(heard);
    addEventListener('popstate', heard);
    return () => {
      listeners.delete(heard);
      removeEventListener('popstate', heard);
    };
  }, []);
  return visits;
}

// A link may be a plain one or inside a web component's shadow.
function pathOf(event: Event): string | undefined {
  for (const node of event.composedPath()) {
    const href = node instanceof Element ? node.getAttribute('href') : null;
    if (href?.startsWith('/') && !(node as Element).hasAttribute('target')) return href;
  }
  return undefined;
}

/** Follows our links without loading the document again. */
export function followLinks(): void {
  document.addEventListener('click', (event) => {
    const path = pathOf(event);
    if (!path || event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    void go(path);
  });
  document.addEventListener('shopify:navigate', (event) => {
    const path = pathOf(event);
    if (path) void go(path);
  });
}
