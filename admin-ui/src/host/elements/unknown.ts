// Elements of Shopify's that the host does not draw: each is named once, so
// that nobody wonders at an empty place.

/** Warns of every s-* tag in a tree that nothing is registered for, now and later. */
export function warnOfUnknown(root: Node, warn: (text: string) => void = console.warn): void {
  const named = new Set<string>();
  const look = (node: Node): void => {
    if (!(node instanceof Element)) return;
    for (const one of [node, ...node.querySelectorAll('*')]) {
      const tag = one.localName;
      if (!tag.startsWith('s-') || named.has(tag) || customElements.get(tag)) continue;
      named.add(tag);
      warn(`not implemented in the sandbox: <${tag}> is not drawn`);
    }
  };
  for (const child of root.childNodes) look(child);
  new MutationObserver((records) => {
    for (const {addedNodes} of records) addedNodes.forEach(look);
  }).observe(root, {childList: true, subtree: true});
}
