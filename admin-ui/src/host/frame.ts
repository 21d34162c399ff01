// The admin around the app, on the sandbox's /admin page. The page writes
//
//   <div id="askwell-frame" data-shop="…" data-path="/admin/apps/…">
//     <iframe src="{app}/?embedded=1&shop=…&host=…&id_token=…"></iframe></div>
//   <nav id="askwell-nav"></nav>      optional: where the app's pages are listed
//   <script src="/_host/frame.js"></script>

import {admin} from './frame/admin';
import {type FromApp, type FromFrame, linkTo} from './messages';

const frame = document.querySelector<HTMLElement>('#askwell-frame')!;
const app = frame.querySelector('iframe')!;
admin(frame, linkTo<FromFrame, FromApp>(() => app.contentWindow, new URL(app.src).origin));
