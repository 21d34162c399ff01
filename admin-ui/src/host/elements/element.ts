// The ground all host elements stand on: properties that mirror attributes, a
// shadow root drawn once, and update() after any change.

type Kind = 'string' | 'boolean' | 'number';

export abstract class HostElement extends HTMLElement {
  /** Properties, in camel case; the attribute is the same in lower case. */
  static props: Record<string, Kind> = {};
  /** Events beyond HTMLElement's own, so that `on…` handlers find them. */
  static events: string[] = [];
  static css = '';
  static html = '<slot></slot>';
  static shadow: Partial<ShadowRootInit> = {};

  static get observedAttributes(): string[] {
    return Object.keys(this.props).map((name) => name.toLowerCase());
  }

  protected readonly root: ShadowRoot;
  protected readonly internals = this.attachInternals();
  #queued = false;

  constructor() {
    super();
    const type = this.constructor as typeof HostElement;
    this.root = this.attachShadow({mode: 'open', ...type.shadow});
    this.root.adoptedStyleSheets = [sheet(base), sheet(type.css)];
    this.root.innerHTML = type.html;
    this.drawn();
  }

  /** Called once, when the shadow root is there; private members are not yet. */
  protected drawn(): void {}
  /** Called after properties changed. */
  protected update(): void {}

  connectedCallback(): void {
    this.changed();
  }

  attributeChangedCallback(_name: string, _before: string | null, _after: string | null): void {
    this.changed();
  }

  /** Asks for one update() however many properties change now. */
  protected changed(): void {
    if (this.#queued) return;
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      this.update();
    });
  }

  protected find<T extends Element = HTMLElement>(selector: string): T {
    return this.root.querySelector<T>(selector)!;
  }

  /** Rules of this one element, in the place of those before. */
  protected dress(css: string): void {
    this.root.adoptedStyleSheets = [...this.root.adoptedStyleSheets.slice(0, 2), ...(css ? [sheet(css)] : [])];
  }

  /** Writes text into a part and hides the part without any. */
  protected fill(selector: string, text: string | null): void {
    const part = this.find(selector);
    part.textContent = text ?? '';
    part.toggleAttribute('hidden', !text);
  }

  /** Turns a state on or off that CSS reads as :host(:state(name)). */
  protected state(name: string, on: boolean): void {
    if (on) this.internals.states.add(name);
    else this.internals.states.delete(name);
  }

  protected emit(name: string): void {
    this.dispatchEvent(new Event(name, {bubbles: true}));
  }

  /** What an attribute says, '' without it. */
  protected read(name: string): string {
    return this.getAttribute(name.toLowerCase()) ?? '';
  }

  /** The role and the name by which the element is read out. */
  protected speak(role: string | null, label: string | null = null): void {
    this.internals.role = role;
    this.internals.ariaLabel = label || null;
  }
}

const base = `
  :host { box-sizing: border-box; }
  :host([hidden]), [hidden] { display: none !important; }
  *, ::before, ::after { box-sizing: border-box; }
`;

const sheets = new Map<string, CSSStyleSheet>();

function sheet(css: string): CSSStyleSheet {
  let known = sheets.get(css);
  if (!known) {
    known = new CSSStyleSheet();
    known.replaceSync(css);
    sheets.set(css, known);
  }
  return known;
}

type HostClass = CustomElementConstructor & typeof HostElement;

/** Registers an element and gives it its property and event accessors. */
export function define(tag: string, type: HostClass): void {
  for (const [name, kind] of Object.entries(type.props)) {
    if (!written(type.prototype, name)) Object.defineProperty(type.prototype, name, mirror(name.toLowerCase(), kind));
  }
  for (const name of type.events) Object.defineProperty(type.prototype, `on${name}`, handler(name));
  customElements.define(tag, type);
}

// Whether an element's class, or one below HostElement, has its own accessor.
function written(prototype: object, name: string): boolean {
  for (let one = prototype; one !== HostElement.prototype; one = Object.getPrototypeOf(one) as object) if (Object.hasOwn(one, name)) return true;
  return false;
}

function mirror(attribute: string, kind: Kind): PropertyDescriptor & ThisType<HTMLElement> {
  return {
    configurable: true,
    get() {
      const value = this.getAttribute(attribute);
      if (kind === 'boolean') return value !== null;
      return kind === 'number' ? Number(value ?? Number.NaN) : value ?? '';
    },
    set(value: unknown) {
      // Preact clears a property with '', which no boolean or number means.
      if (value === null || value === undefined || (kind !== 'string' && (value === '' || value === false))) this.removeAttribute(attribute);
      else this.setAttribute(attribute, kind === 'boolean' ? '' : String(value));
    },
  };
}

function handler(name: string): PropertyDescriptor & ThisType<HTMLElement> {
  const handlers = new WeakMap<HTMLElement, EventListener>();
  return {
    configurable: true,
    get() {
      return handlers.get(this) ?? null;
    },
    set(listener: EventListener | null) {
      const before = handlers.get(this);
      if (before) this.removeEventListener(name, before);
      handlers.delete(this);
      if (typeof listener !== 'function') return;
      handlers.set(this, listener);
      this.addEventListener(name, listener);
    },
  };
}
