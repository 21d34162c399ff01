// The page of a draft's preview. It draws what the editor around it hands over, with the
// elements and the bundles of the surface, and tells how high that is. It has no origin and
// no way to any server (app/web/admin/preview.go): what a block sends is answered here.

import {defineElements} from './elements';
import {show, type Shown} from './preview/show';

defineElements();
// A link would lead out of the preview.
addEventListener('click', (event) => {
  if (event.composedPath().some((node) => node instanceof Element && node.hasAttribute('href'))) event.preventDefault();
}, true);
const tell = (said: {ready: true} | {height: number}) => parent.postMessage(said, '*'); // nothing that is anybody's
// What is fixed to a corner has no height of its own.
const cornered = 560;
const measure = () => {
  const {offsetHeight} = document.documentElement;
  tell({height: document.querySelector('[data-prompt]') ? Math.max(offsetHeight, cornered) : offsetHeight});
};
addEventListener('message', ({source, data}: MessageEvent<Shown>) => {
  if (source === parent && source !== window) void show(data).then(measure);
});
new ResizeObserver(measure).observe(document.documentElement);
tell({ready: true});
