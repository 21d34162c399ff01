// Elements in a line, and the sheet that dresses what the frame draws.

type Child = Node | string | false | null | undefined;
type Props = Record<string, string | boolean | ((event: Event) => void) | undefined>;

/** Makes an element: attributes, on… listeners, children. */
export function h<T extends keyof HTMLElementTagNameMap>(tag: T, props: Props = {}, ...children: Child[]): HTMLElementTagNameMap[T] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== undefined && value !== false) made.setAttribute(name, value);
  }
  made.append(...children.filter((child): child is Node | string => Boolean(child)));
  return made;
}

const known = new Set<string>();

/** Adds rules to the document, once; a constructed sheet, because a strict content policy refuses <style>. */
export function adopt(css: string): void {
  if (known.has(css)) return;
  known.add(css);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}
