// The sandbox's catalogue, and what App Bridge makes of what is chosen in it.

/** A product or a collection as the sandbox tells it. */
export interface Item {
  id: string;
  title: string;
  handle?: string;
  image?: string;
  vendor?: string;
  productType?: string;
  variants?: Variant[];
}

/** A variant of a product. */
export interface Variant {
  id: string;
  title: string;
  price?: string;
}

/** Asks the sandbox for what a shop has. */
export async function catalogue(shop: string, type: 'product' | 'collection', query: string): Promise<Item[]> {
  const answer = await fetch(`/_sandbox/catalogue?${new URLSearchParams({shop, type, query})}`);
  if (!answer.ok) throw new Error(`the catalogue answered ${answer.status}`);
  return ((await answer.json()) as {items: Item[]}).items;
}

const plain = 'Default Title'; // what Shopify calls the variant of a product without any

const images = ({id, title, image}: Item) => (image ? [{id: `${id}/image`, originalSrc: image, altText: title}] : []);

/** A product as a resource picker answers it, with the variants that were chosen. */
export function productPayload(item: Item, chosen: Set<string>) {
  const {image: _, variants = [], ...rest} = item;
  return {
    ...rest, images: images(item), totalVariants: variants.length, hasOnlyDefaultVariant: variants.length === 1 && variants[0]!.title === plain,
    variants: variants.filter(({id}) => chosen.has(id)).map((variant) => variantPayload(item, variant)),
  };
}

/** A variant as a resource picker answers it. */
export function variantPayload({id, title, handle, vendor, productType, image}: Item, variant: Variant) {
  return {
    ...variant, displayName: variant.title === plain ? title : `${title} - ${variant.title}`,
    product: {id, title, handle, vendor, productType}, ...(image ? {image: {id: `${id}/image`, originalSrc: image, altText: title}} : {}),
  };
}

/** A collection as a resource picker answers it. */
export function collectionPayload(item: Item) {
  const {variants: _, image, ...rest} = item;
  return {...rest, image: image ? {id: `${item.id}/image`, originalSrc: image, altText: item.title} : null};
}

/** A choice with the name under which App Bridge's older answer lives on. */
export function withSelection<T extends unknown[] | undefined>(chosen: T): T {
  return chosen && Object.defineProperty(chosen, 'selection', {value: chosen});
}
