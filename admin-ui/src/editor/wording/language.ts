// What one language's tables say, and how they are read: words and phrases with | between,
// (?:a|b) for one of two, ? for what may be left out, * for whatever ends a word and ** for
// a word. All in small letters.

export interface Language {
  /** Words that join. */
  and: string;
  /** Words that offer one or the other. */
  or: string;
  /** Words a question begins with, also one that follows another. */
  asks: string[];
  /** Words of one answer about whatever follows them: "satisfied with". */
  rates: string[];
  /** Words that begin a question of yes or no about a thing: "Was it". */
  closed: string[];
  /** What is said of things: joined with another it is asked twice. */
  traits: string[];
  /** Words with which one of several is chosen: there it is right to name them. */
  chooses: string[];
  /** Joined words that are one thing: "black and white". */
  pairs: string[];
  /** Words that say what to answer. */
  leading: string[];
  /** Words of special categories of data (GDPR, article 9). */
  secrets: string[];
}

/** A letter of the alphabets there are words in. Asked for by its properties, a pattern would take a tenth of a second to be made. */
export const letter = '[a-z\\u00df-\\u024f]';

const most = 500; // characters that are read: a prompt has no more (app/question)

/** A text as patterns read it. */
export const plain = (text: string): string => text.slice(0, most).normalize('NFC').toLowerCase();

/** The source of a pattern for words of a table. */
export const source = (words: string[] | string): string => {
  const all = (typeof words === 'string' ? words : words.join('|')).replaceAll('**', `${letter}+`).replaceAll('*', `${letter}*`);
  return `(?<!${letter})(?:${all})(?!${letter})`;
};

/** The pattern that finds one of the words. */
export const finds = (words: string[] | string, flags = ''): RegExp => new RegExp(source(words), flags);
