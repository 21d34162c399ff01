// Texts as the server compares them: neither case nor accents make a difference.

const plain: Record<string, string> = {ß: 'ss', æ: 'ae', ø: 'o', ł: 'l', đ: 'd', ð: 'd', œ: 'oe', þ: 'th', ı: 'i'};

/** A word without case and marks. */
export const folded = (word: string): string =>
  word.toLowerCase().replace(/[ßæøłđðœþı]/g, (letter) => plain[letter]!).normalize('NFKD').replace(/[\p{Mn}'’]/gu, '').toLowerCase();

const wordOf = /[\p{L}\p{Nd}\p{M}'’]+/gu;
const alone = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u; // scripts without spaces: each character is a word

export interface Part {
  part: string;
  hit: boolean;
}

/** A text in parts, those that begin with a word that is looked for among them. */
export function found(text: string, looked: string): Part[] {
  const words = [...looked.matchAll(wordOf)].flatMap(([word]) => split(word)).map(folded).filter(Boolean);
  const parts: Part[] = [];
  let after = 0;
  const put = (part: string, hit: boolean) => part && parts.push({part, hit});
  for (const match of text.matchAll(wordOf)) {
    put(text.slice(after, match.index), false);
    for (const one of split(match[0])) put(one, words.some((word) => folded(one).startsWith(word)));
    after = match.index + match[0].length;
  }
  put(text.slice(after), false);
  return parts;
}

const split = (word: string): string[] => (alone.test(word) ? [...word] : [word]);
