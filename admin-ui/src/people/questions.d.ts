// What the card needs of extensions/shared, which draws every kind of question. Those
// files are checked where they stand, by stricter and laxer rules than ours.

declare module '@askwell/questions' {
  import type {JSX} from 'preact';

  export interface Draft {
    chosen: string[];
    text: string;
  }

  export interface Item {
    key: string;
    type: string;
    prompt: string;
    needs?: string;
    asked: boolean;
    answer?: {value: unknown};
  }

  export interface Known {
    locale: string;
    sections: {key: string; questions: Item[]}[];
  }

  export interface Change {
    set?: Record<string, unknown>;
    clear?: string[];
  }

  type Question = {key: string};
  type Say = (text?: unknown) => string;

  interface QuestionType {
    name: string;
    Field: (props: {
      question: Question;
      draft: Draft;
      error?: string;
      disabled: boolean;
      say: Say;
      translate: (key: string, values?: Record<string, string | number>) => string;
      onDraft: (draft: Draft) => void;
    }) => JSX.Element;
    answer: (draft: Draft, question: Question) => unknown;
  }

  export const typeOf: (name: string) => QuestionType | undefined;
  export const questionOf: (item: Item) => Question;
  export const draftOf: (item: Item) => Draft;
  export const backTo: (items: Item[]) => Change;
  export const lacksWriteIn: (draft: Draft) => boolean;
  export const say: Say;
}
