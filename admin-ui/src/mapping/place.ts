// Where the answers to one question go: pure functions from one mapping to the next.

import {listed, t} from '../i18n';
import type {List} from '../destinations/types';
import type {AskedQuestion, Board, Draft, FieldType, Kind, Target} from './types';

/** A place and where it stands in the mapping: the server names what is wrong by that. */
export interface Placed {
  target: Target;
  at: number;
}

/** The places that the answers to a question go to. */
export function placesOf({targets}: Draft, question: string): Placed[] {
  return targets.map((target, at) => ({target, at})).filter(({target}) => target.question === question);
}

export function replaced(draft: Draft, at: number, next: Target): Draft {
  return {...draft, targets: draft.targets.map((one, i) => (i === at ? next : one))};
}

export function removed(draft: Draft, at: number): Draft {
  return {...draft, targets: draft.targets.filter((_, i) => i !== at)};
}

export function emptied(draft: Draft, question: string): Draft {
  return {...draft, targets: draft.targets.filter((one) => one.question !== question)};
}

/** With one more place, of a kind. */
export function placed(board: Board, draft: Draft, question: AskedQuestion, kind: Kind, prefix: string): Draft {
  return {...draft, targets: [...draft.targets, fresh(board, draft, question, kind, prefix)]};
}

/** A new place: the one that was proposed where there is one, so that what was taken away comes back as it was. */
export function fresh(board: Board, draft: Draft, question: AskedQuestion, kind: Kind, prefix: string): Target {
  const proposed = board.proposed.targets.find((one) => one.question === question.key && one.kind === kind);
  if (proposed && !draft.targets.some((one) => one.kind === kind && one.name === proposed.name)) return proposed;
  const bare: Target = {question: question.key, kind, ...(question.sensitive && {sensitive: true})};
  switch (kind) {
    case 'property': return {...bare, name: freeKey(board, draft, question.key), label: question.title.slice(0, 100), type: suits(question)};
    case 'tag': return {...bare, name: `${prefix}${question.key}:`};
    case 'list': {
      const taken = placesOf(draft, question.key).map(({target}) => target.name);
      const list = board.lists.find(({id}) => !taken.includes(id)) ?? board.lists[0];
      return {...bare, ...(list && {name: list.id, label: list.name})};
    }
    default: return bare;
  }
}

/** The type that says most of an answer: one that may be several is never cut to one. */
export function suits({type, types}: Pick<AskedQuestion, 'type' | 'types'>): FieldType {
  const several = type === 'multiple_choice' || type === 'ranking' || type === 'delivery_slot';
  return types.find((one) => one !== 'text' && (one !== 'texts' || several)) ?? 'text';
}

/** A property's key for a question, by the tool's rules, that nothing else has. */
export function freeKey({takes, attributes}: Board, {targets, link}: Draft, key: string): string {
  const taken = new Set([...targets.map(({name}) => name), link, ...attributes.map((one) => one.key)].map((one) => one?.toLowerCase()));
  const whole = (takes.prefix ?? '') + key;
  const cut = (takes.capitals ? whole.toUpperCase() : whole).slice(0, takes.most).replace(/_+$/, '');
  let made = cut;
  for (let n = 2; taken.has(made.toLowerCase()); n++) made = `${cut.slice(0, takes.most - String(n).length - 1).replace(/_+$/, '')}_${n}`;
  return made;
}

/** The same place under another name. What is called otherwise is another place: it is new. */
export function renamed({theirs: _, since: __, ...target}: Target, name: string, label?: string): Target {
  return {...target, name, ...(label !== undefined && {label})};
}

/** With a word for an option; without one its key is written. */
export function worded(target: Target, option: string, word: string): Target {
  const {[option]: _, ...rest} = target.words ?? {};
  return {...target, words: word ? {...rest, [option]: word} : rest};
}

/** The place as it is kept, which its type and words are fixed by. */
export function keptOf({mapping}: Board, target: Target): Target | undefined {
  const same = (name?: string) => name?.toLowerCase() === target.name?.toLowerCase();
  return mapping.targets.find((one) => one.question === target.question && one.kind === target.kind && same(one.name));
}

/** A place in words: "Property askwell_skin_type". */
export function placeWords({kind, name, label, options}: Target, question: AskedQuestion, lists: List[]): string {
  if (kind === 'property') return name ?? '';
  if (kind === 'tag') return `${name}…`;
  if (kind === 'event') return t('mapping.event_words');
  const list = lists.find(({id}) => id === name)?.name ?? label ?? name ?? '';
  const who = options?.map((key) => question.options.find(({value}) => value === key)?.label ?? key);
  return who?.length ? t('mapping.list_of', {list, who: listed(who)}) : list;
}

/** What an answer becomes: "Property · Several texts". */
export function kindWords({kind, type}: Target): string {
  return [t(`mapping.kinds.${kind}`), type && t(`mapping.types.${type}`)].filter(Boolean).join(' · ');
}

/** Whether two mappings say the same, whoever saved them. */
export function sameMapping(a: Draft, b: Draft): boolean {
  const plain = ({targets, consents, link = ''}: Draft) => JSON.stringify([targets, [...consents].sort(), link]);
  return plain(a) === plain(b);
}

/** How many questions that are asked have a place, of how many. */
export function count(board: Board, draft: Draft): {placed: number; of: number} {
  const asked = board.questions.filter(({published, kinds}) => published && kinds.length > 0);
  return {placed: asked.filter(({key}) => placesOf(draft, key).length > 0).length, of: asked.length};
}
