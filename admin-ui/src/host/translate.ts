// i18n over an extension's locale files: words, numbers, money and dates.

/** A locale file: words, or groups of words. */
export interface Translations {
  [key: string]: string | Translations;
}

type Replacements = Record<string, unknown>;

/** Shopify's i18n for a language. */
export class I18n {
  readonly #files: Translations[];
  /** The language of the words, which are the default ones where the page's are missing. */
  readonly language: string;

  constructor(
    locales: Record<string, Translations>,
    private readonly locale: string,
    private readonly currency: string | undefined,
  ) {
    const short = locale.split('-')[0]!;
    const fallback = Object.keys(locales).find((name) => name.endsWith('.default'));
    const names = [locale, `${locale}.default`, short, `${short}.default`, fallback ?? 'en'].filter((name) => locales[name]);
    this.#files = names.map((name) => locales[name]!);
    this.language = (names[0] ?? 'en').replace('.default', '');
  }

  /** The words of a key, with its placeholders filled: in parts when one of them is no text, such as an element. */
  translate(key: string, replacements: Replacements = {}): string | unknown[] {
    for (const file of this.#files) {
      const found = pick(file, key, replacements, this.language);
      if (found !== undefined) return fill(found, replacements);
    }
    return key;
  }

  formatNumber(value: number | bigint, options: Options = {}): string {
    return new Intl.NumberFormat(this.#for(options), options).format(value);
  }

  formatCurrency(value: number | bigint, options: Options = {}): string {
    const currency = options.currency ?? this.currency;
    if (!currency) throw new Error('formatCurrency: the page tells no currency, and none is given');
    return new Intl.NumberFormat(this.#for(options), {...options, style: 'currency', currency}).format(value);
  }

  formatDate(value: Date, options: Intl.DateTimeFormatOptions & {inExtensionLocale?: boolean} = {}): string {
    return new Intl.DateTimeFormat(this.#for(options), options).format(value);
  }

  #for({inExtensionLocale}: {inExtensionLocale?: boolean}): string {
    return inExtensionLocale ? this.language : this.locale;
  }
}

type Options = Intl.NumberFormatOptions & {inExtensionLocale?: boolean};

function pick(file: Translations, key: string, replacements: Replacements, locale: string): string | undefined {
  let node: string | Translations | undefined = file;
  for (const part of key.split('.')) node = typeof node === 'object' ? node[part] : undefined;
  if (typeof node === 'object' && typeof replacements['count'] === 'number') {
    node = node[new Intl.PluralRules(locale).select(replacements['count'])] ?? node['other'];
  }
  return typeof node === 'string' ? node : undefined;
}

// Split by placeholder, every second part is a name.
function fill(words: string, replacements: Replacements): string | unknown[] {
  const parts = words.split(/\{\{\s*(\w+)\s*\}\}/).map((part, at) => (at % 2 ? (replacements[part] ?? `{{${part}}}`) : part));
  const plain = parts.every((part) => typeof part !== 'object');
  return plain ? parts.join('') : parts.filter((part) => part !== '');
}
