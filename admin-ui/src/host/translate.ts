// i18n.translate over an extension's locale files.

/** A locale file: words, or groups of words. */
export interface Translations {
  [key: string]: string | Translations;
}

type Replacements = Record<string, unknown>;

/** Makes translate(key, replacements) for a language, falling back to the default file. */
export function translator(locales: Record<string, Translations>, locale: string) {
  const fallback = Object.keys(locales).find((name) => name.endsWith('.default')) ?? 'en';
  const names = [locale, locale.split('-')[0]!, `${locale.split('-')[0]}.default`, fallback];
  const files = names.map((name) => locales[name]).filter((file) => file !== undefined);

  return (key: string, replacements: Replacements = {}): string => {
    for (const file of files) {
      const found = pick(file, key, replacements, locale);
      if (found !== undefined) return fill(found, replacements);
    }
    return key;
  };
}

function pick(file: Translations, key: string, replacements: Replacements, locale: string): string | undefined {
  let node: string | Translations | undefined = file;
  for (const part of key.split('.')) node = typeof node === 'object' ? node[part] : undefined;
  if (typeof node === 'object' && typeof replacements['count'] === 'number') {
    node = node[new Intl.PluralRules(locale).select(replacements['count'])] ?? node['other'];
  }
  return typeof node === 'string' ? node : undefined;
}

function fill(words: string, replacements: Replacements): string {
  return words.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => String(replacements[name] ?? whole));
}
