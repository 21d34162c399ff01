// App Bridge's own tags, which its types declare for other frameworks only.

import type {ComponentChildren} from 'preact';

declare module 'preact' {
  namespace createElement.JSX {
    interface IntrinsicElements {
      's-app-nav': {children?: ComponentChildren};
      'ui-save-bar': {id: string; children?: ComponentChildren};
    }
  }
  namespace JSX {
    interface ButtonHTMLAttributes {
      variant?: 'primary';
      loading?: boolean | undefined;
    }
  }
}
