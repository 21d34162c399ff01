// A list of choices, with a write-in below it once "other" is chosen.

import { OTHER } from '../submission.ts';
import type { Question } from '../survey.ts';
import { chosen, type FieldProps, limited, typed } from './question.ts';

/** One choice in words. */
export interface Item {
  key: string;
  label: string;
  hint?: string;
  image?: string;
}

export interface ChoicesProps extends FieldProps {
  /** What stands there; the question's options when it is not said. */
  items?: Item[];
  multiple?: boolean;
  variant?: 'inline' | 'grid';
}

export function Choices(props: ChoicesProps) {
  const { question, draft, error, disabled, say, onDraft, multiple = false, variant, items = itemsOf(question, say) } = props;
  const writing = draft.chosen.includes(OTHER);
  return (
    <s-stack direction="block" gap="small">
      <s-choice-list
        label={say(question.prompt)}
        labelAccessibilityVisibility="exclusive"
        name={question.key}
        multiple={multiple}
        disabled={disabled}
        error={writing ? undefined : error}
        {...(variant && { variant })}
        onChange={(event) => onDraft({ ...draft, chosen: chosen(event) })}
      >
        {items.map(({ key, label, hint, image }) => (
          <s-choice key={key} value={key} selected={draft.chosen.includes(key)}>
            {label}
            {image && <s-image slot="secondary-content" src={image} alt="" aspectRatio="1" objectFit="cover" loading="lazy" borderRadius="base" />}
            {hint && <s-text slot="details">{hint}</s-text>}
          </s-choice>
        ))}
        {question.other && (
          <s-choice value={OTHER} selected={writing}>
            {say(question.other.label)}
          </s-choice>
        )}
      </s-choice-list>
      {writing && <WriteIn {...props} />}
    </s-stack>
  );
}

function itemsOf({ options = [] }: Question, say: FieldProps['say']): Item[] {
  return options.map(({ key, label, hint, image }) => ({ key, label: say(label), hint: say(hint), image }));
}

function WriteIn({ question, draft, error, disabled, say, onDraft }: FieldProps) {
  const write = (text: string) => onDraft({ ...draft, text });
  return (
    <s-stack direction="block" gap="small-300">
      <s-text-field
        label={say(question.other?.label)}
        labelAccessibilityVisibility="exclusive"
        name={`${question.key}-${OTHER}`}
        value={draft.text}
        disabled={disabled}
        error={error}
        {...limited(question)}
        onInput={(event) => write(typed(event))}
      />
      <s-stack direction="inline" gap="small-300">
        {suggestions(question, draft.text).map((name) => (
          <s-clickable-chip key={name} disabled={disabled} onClick={() => write(name)}>
            {name}
          </s-clickable-chip>
        ))}
      </s-stack>
    </s-stack>
  );
}

const MOST_SUGGESTIONS = 5;

/** The names that what is being written may come to mean; none once it is one. */
export function suggestions({ other }: Question, written: string): string[] {
  const begun = plain(written);
  const names = other?.names ?? [];
  if (begun.length < 2 || names.some(({ name }) => name === written)) return [];
  const fits = (spoken: string) => plain(spoken).includes(begun);
  return names.filter(({ name, aliases = [] }) => [name, ...aliases].some(fits)).map(({ name }) => name).slice(0, MOST_SUGGESTIONS);
}

const plain = (text: string) => text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').trim().toLowerCase();
