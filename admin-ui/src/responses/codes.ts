// Countries and languages by their names: every one that there is a name for.

type Choice = [code: string, name: string];

const letters = [...'abcdefghijklmnopqrstuvwxyz'];
const pairs = letters.flatMap((a) => letters.map((b) => a + b));

// What has a name without being a country that something is sent to: unions, tests, and nowhere.
const none = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ']);

/** Every country, by its name. */
export const countries = lazily(() => named('region', pairs.map((pair) => pair.toUpperCase()).filter((code) => !none.has(code)), (code) => `und-${code}`));

/** Every language of two letters, by its name. */
export const languages = lazily(() => named('language', pairs, (code) => code));

/** Those of some codes that have a name, and are the code by which it goes today. */
function named(type: 'region' | 'language', codes: string[], tag: (code: string) => string): Choice[] {
  const names = new Intl.DisplayNames('en', {type, fallback: 'none'});
  return codes.flatMap((code): Choice[] => {
    const name = names.of(code);
    return name && Intl.getCanonicalLocales(tag(code))[0] === tag(code) ? [[code, name]] : [];
  }).sort(([, a], [, b]) => a.localeCompare(b, 'en'));
}

/** A list with what is chosen among it, whatever that is. */
export const including = (list: Choice[], chosen: string, name: (code: string) => string): Choice[] =>
  !chosen || list.some(([code]) => code === chosen) ? list : [[chosen, name(chosen)], ...list];

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
