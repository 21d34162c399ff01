// shopify.resourcePicker: products, variants or collections of the shop, found
// by words and chosen in a list.

import {missing} from '../missing';
import type {ResourceOptions} from '../messages';
import {catalogue, collectionPayload, type Item, productPayload, type Variant, variantPayload} from './catalogue';
import {dialog} from './dialog';
import {h} from './dom';
import {limitOf} from './picker';
import {arrows, drawRows, type Row} from './rows';

const pause = 150; // ms after a key before the shop is asked

/** Opens the picker: what was chosen, as App Bridge answers it, or undefined. */
export async function resourcePicker(shop: string, options: ResourceOptions): Promise<unknown[] | undefined> {
  const {type, action = 'add'} = options;
  if (!['product', 'variant', 'collection'].includes(type)) throw missing(`shopify.resourcePicker for ${String(type)}`);
  const many = limitOf(options.multiple) > 1;
  const plural = `${type}${many ? 's' : ''}`;
  const choice = new Selection(options);
  const verb = action === 'add' ? 'Add' : 'Select';
  const search = h('input', {type: 'search', class: 'host-search', placeholder: `Search ${type}s`, 'aria-label': `Search ${type}s`, autofocus: true});
  search.value = options.query ?? '';
  const list = h('ul');
  const body = h('div', {}, search, list);
  arrows(body);

  return dialog<unknown[]>(
    `${verb} ${plural}`, [body],
    [{label: 'Cancel', answer: () => undefined}, {label: verb, tone: 'primary', answer: () => choice.payload()}],
    ({note, buttons}) => {
      let shown: Item[] = [];
      const draw = () => {
        note.textContent = `${choice.size} selected`;
        buttons[1]!.disabled = choice.size === 0;
        drawRows(list, shown.flatMap((item) => choice.rows(item, draw)));
      };
      let latest = 0;
      const look = async () => {
        const mine = ++latest;
        try {
          const query = [options.filter?.query, search.value.trim()].filter(Boolean).join(' ');
          const found = await catalogue(shop, type === 'collection' ? 'collection' : 'product', query);
          if (mine !== latest) return; // a newer search is under way
          shown = found;
          choice.learn(found);
          draw();
          if (found.length === 0) note.textContent = 'Nothing found';
        } catch (error) {
          if (mine === latest) note.textContent = String(error);
        }
      };
      let timer: ReturnType<typeof setTimeout>;
      search.addEventListener('input', () => {
        clearTimeout(timer);
        timer = setTimeout(() => void look(), pause);
      });
      draw();
      void look();
    },
  );
}

/** What is chosen: items, and of products their variants. */
class Selection {
  readonly #chosen = new Map<string, Set<string>>();
  readonly #known = new Map<string, Item>();
  readonly #limit: number;

  constructor(private readonly options: ResourceOptions) {
    this.#limit = limitOf(options.multiple);
    for (const {id, variants = []} of options.selectionIds ?? []) this.#chosen.set(id, new Set(variants.map((variant) => variant.id)));
  }

  get #variants(): boolean {
    return this.options.type === 'variant';
  }

  get size(): number {
    if (!this.#variants) return this.#chosen.size;
    return [...this.#chosen.values()].reduce((sum, variants) => sum + variants.size, 0);
  }

  /** Remembers what the shop answered; a bare id of a product chooses all of it. */
  learn(items: Item[]): void {
    for (const item of items) {
      this.#known.set(item.id, item);
      const ids = item.variants?.map((variant) => variant.id) ?? [];
      if (this.#variants) this.#adopt(item.id, ids);
      else if (this.#chosen.get(item.id)?.size === 0) this.#chosen.set(item.id, new Set(ids));
    }
  }

  // A variant picker is given variants' ids, and shows them below their product.
  #adopt(product: string, ids: string[]): void {
    for (const id of ids) {
      if (!this.#chosen.delete(id)) continue;
      this.#chosen.set(product, (this.#chosen.get(product) ?? new Set()).add(id));
    }
  }

  rows(item: Item, changed: () => void): Row[] {
    const variants = item.variants ?? [];
    const inner = this.options.type !== 'collection' && this.options.filter?.variants !== false && variants.length > 1;
    return [this.#row(item, variants, changed), ...(inner ? variants.map((variant) => this.#inner(item, variant, changed)) : [])];
  }

  #row(item: Item, variants: Variant[], changed: () => void): Row {
    const on = this.#chosen.get(item.id);
    const full = this.size >= this.#limit && this.#limit > 1;
    return {
      name: item.title, image: item.image, data: variants.length > 1 ? [`${variants.length} variants`] : variants[0]?.price ? [variants[0].price] : [],
      single: this.#limit === 1 && !(this.#variants && variants.length > 1), checked: on ? (on.size < variants.length ? 'some' : true) : false,
      disabled: (full && !on) || (this.#variants && variants.length > this.#limit),
      choose: (checked) => this.#set(item, checked ? variants.map((variant) => variant.id) : [], checked, changed),
    };
  }

  #inner(item: Item, variant: Variant, changed: () => void): Row {
    const on = this.#chosen.get(item.id) ?? new Set<string>();
    const full = this.size >= this.#limit && this.#limit > 1;
    return {
      name: variant.title, data: variant.price ? [variant.price] : [], inner: true, single: this.#variants && this.#limit === 1, checked: on.has(variant.id),
      disabled: full && (this.#variants ? !on.has(variant.id) : !this.#chosen.has(item.id)),
      choose: (checked) => {
        const next = this.#variants && this.#limit === 1 ? [] : [...on].filter((id) => id !== variant.id);
        this.#set(item, checked ? [...next, variant.id] : next, checked || next.length > 0, changed);
      },
    };
  }

  #set(item: Item, variants: string[], on: boolean, changed: () => void): void {
    if (this.#limit === 1) this.#chosen.clear();
    if (on) this.#chosen.set(item.id, new Set(variants));
    else this.#chosen.delete(item.id);
    changed();
  }

  payload(): unknown[] {
    return [...this.#chosen].flatMap(([id, variants]): unknown[] => {
      const item = this.#known.get(id);
      if (!item) return [{id}]; // chosen before, and not among what was found now
      if (this.options.type === 'collection') return [collectionPayload(item)];
      if (!this.#variants) return [productPayload(item, variants)];
      return (item.variants ?? []).filter((variant) => variants.has(variant.id)).map((variant) => variantPayload(item, variant));
    });
  }
}
