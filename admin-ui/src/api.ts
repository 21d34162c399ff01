// The one way to the server: a session token on every request, and every
// refusal as a Problem.

import type {
  Campaign, Change, DataMap, Drawn, EmailTool, Erasure, Explanation, Fact, FieldError, IdentityKind, Person, PersonDetails, PrivacyRequest, Proven, Purpose, Reach, Reaching, ReadingPage, Reward,
  RewardChange, RewardList, RewardRule, Said, Settings, Snippet, Status, Surface, Survey, SurveyDocument, SurveyPage, SurveySummary, Template, Version, VersionLine,
} from './types';
import type {Foreseen} from './destinations/types';
import type {Profile} from './people/moment';

/** What the server answers when it does not do what was asked (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly errors: FieldError[] = [],
  ) {
    super(title);
  }
}

const retryHeader = 'X-Shopify-Retry-Invalid-Session-Request';

/** One call of the API. Throws a Problem. */
export async function call<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  let answer = await send(method, path, body, signal);
  // A token lives for a minute: a page that slept gets one more try.
  if (answer.status === 401 && answer.headers.get(retryHeader)) answer = await send(method, path, body, signal);
  if (!answer.ok) throw await problemOf(answer);
  return (await answer.json()) as T;
}

/** The first so many of a list that comes in pages. Throws a Problem. */
async function upTo<Page extends {next?: string}, One>(most: number, path: string, of: (page: Page) => One[], signal?: AbortSignal): Promise<One[]> {
  const list: One[] = [];
  for (let cursor = ''; list.length < most;) {
    const page = await call<Page>('GET', `${path}?limit=100&cursor=${cursor}`, undefined, signal);
    list.push(...of(page));
    if (!page.next) break;
    cursor = page.next;
  }
  return list;
}

/** All pages of a list as one; what else they tell is as of the first. Throws a Problem. */
export async function whole<Key extends string, Page extends Record<Key, unknown[]>>(path: string, key: Key, signal?: AbortSignal): Promise<Page> {
  const page = (cursor: string) => call<Page & {next?: string}>('GET', `${path}${path.includes('?') ? '&' : '?'}limit=100&cursor=${cursor}`, undefined, signal);
  const all = await page('');
  for (let {next} = all; next;) {
    const more = await page(next);
    all[key].push(...more[key]);
    next = more.next;
  }
  return all;
}

/** A file that the API answers. Throws a Problem. */
export async function fetched(path: string): Promise<Blob> {
  let answer = await send('GET', path, undefined);
  if (answer.status === 401 && answer.headers.get(retryHeader)) answer = await send('GET', path, undefined);
  if (!answer.ok) throw await problemOf(answer);
  return answer.blob();
}

async function send(method: string, path: string, body: unknown, signal?: AbortSignal): Promise<globalThis.Response> {
  const headers: Record<string, string> = {Authorization: `Bearer ${await shopify.idToken()}`};
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const init: RequestInit = {method, headers};
  if (body !== undefined) init.body = JSON.stringify(body);
  if (signal) init.signal = signal;
  return fetch(`/api/v1${path}`, init);
}

async function problemOf(answer: globalThis.Response): Promise<Problem> {
  try {
    const told = (await answer.json()) as {title?: string; errors?: FieldError[]};
    return new Problem(answer.status, told.title ?? answer.statusText, told.errors ?? []);
  } catch {
    return new Problem(answer.status, answer.statusText);
  }
}

const survey = (id: string) => `/surveys/${encodeURIComponent(id)}`;
const reward = (handle: string) => `/rewards/${encodeURIComponent(handle)}`;

const person = ({customer, order}: Who, what = '') => `/people/${customer}${what}?order=${order}`;

/** A customer's number, or 0 and the number of a guest's order. */
export interface Who {
  customer: string;
  order: string;
}

/** The admin API. */
export const api = {
  status: (signal?: AbortSignal) => call<Status>('GET', '/status', undefined, signal),
  surfaces: (days: number, signal?: AbortSignal) => call<Reach>('GET', `/surfaces?days=${days}`, undefined, signal),
  surveys: async (signal?: AbortSignal) => (await whole<'surveys', {surveys: SurveySummary[]}>('/surveys', 'surveys', signal)).surveys,
  survey: (id: string, signal?: AbortSignal) => call<Survey>('GET', survey(id), undefined, signal),
  versions: (id: string, cursor: string, signal?: AbortSignal) =>
    call<{versions: VersionLine[]; next?: string}>('GET', `${survey(id)}/versions?limit=10&cursor=${encodeURIComponent(cursor)}`, undefined, signal),
  version: (id: string, version: number, signal?: AbortSignal) => call<Version>('GET', `${survey(id)}/versions/${version}`, undefined, signal),
  facts: async (signal?: AbortSignal) => (await whole<'facts', {facts: Fact[]}>('/facts', 'facts', signal)).facts,
  create: (document: SurveyDocument) => call<Survey>('POST', '/surveys', {document}),
  save: (id: string, revision: number, document: SurveyDocument) => call<Survey>('PUT', survey(id), {revision, document}),
  surveyPage: (id: string, campaign: Campaign, signal?: AbortSignal) =>
    call<SurveyPage>('GET', `${survey(id)}/link?${new URLSearchParams({...campaign, kiosk: String(campaign.kiosk)})}`, undefined, signal),
  email: (id: string, tool: EmailTool, locale: string, signal?: AbortSignal) =>
    call<Snippet>('GET', `${survey(id)}/email?${new URLSearchParams({tool, locale})}`, undefined, signal),
  effect: async (id: string) => (await call<{destinations: Foreseen[]}>('GET', `${survey(id)}/effect`)).destinations,
  draw: (document: SurveyDocument, surface: Surface, locale: string, signal: AbortSignal) =>
    call<Drawn>('POST', '/surveys/preview', {document, surface, locale}, signal),
  uses: (document: SurveyDocument, signal: AbortSignal) => call<Said>('POST', '/surveys/uses', {document}, signal),
  compare: (id: string, document: SurveyDocument, version: number | undefined, signal: AbortSignal) =>
    call<{version: number; changes: Change[]}>('POST', `${survey(id)}/compare`, {document, ...(version !== undefined && {version})}, signal),
  publish: (id: string, revision: number) => call<Survey>('POST', `${survey(id)}/publish`, {revision}),
  templates: async (signal?: AbortSignal) => (await whole<'templates', {templates: Template[]}>('/templates', 'templates', signal)).templates,
  install: async (name: string) => (await call<{surveys: {id: string}[]}>('POST', `/templates/${encodeURIComponent(name)}`, {})).surveys,
  rewards: (signal?: AbortSignal) => whole<'rewards', RewardList>('/rewards', 'rewards', signal),
  createReward: (rule: RewardRule) => call<Reward>('POST', '/rewards', rule),
  changeReward: (handle: string, change: RewardChange) => call<Reward>('PUT', reward(handle), change),
  people: async (query: string, signal?: AbortSignal) =>
    (await call<{people: Person[]}>('GET', `/people?query=${encodeURIComponent(query)}`, undefined, signal)).people,
  person: (who: Who, signal?: AbortSignal) => call<PersonDetails>('GET', person(who), undefined, signal),
  prove: (who: Who, kind: IdentityKind, value: string) => call<Proven>('POST', person(who, '/identities'), {kind, value}),
  forgetIdentity: (who: Who, id: string) => call<unknown>('DELETE', person(who, `/identities/${id}`)),
  part: (who: Who, from: string) => call<unknown>('POST', person(who, '/part'), {from}),
  joinAgain: (who: Who, from: string) => call<unknown>('POST', person(who, '/join'), {from}),
  profile: (who: Who, at: string, signal?: AbortSignal) => call<Profile>('GET', `${person(who, '/profile')}${at && `&at=${encodeURIComponent(at)}`}`, undefined, signal),
  explain: (who: Who, surface: Surface, locale: string, signal?: AbortSignal) =>
    call<Explanation>('GET', `${person(who, '/explain')}&surface=${surface}${locale && `&locale=${locale}`}`, undefined, signal),
  settings: (signal?: AbortSignal) => call<Settings>('GET', '/settings', undefined, signal),
  saveSettings: (change: Pick<Settings, 'budget' | 'retention' | 'languages'> & Reaching) => call<Settings>('PUT', '/settings', change),
  settingsEffect: async (change: Reaching) =>
    (await call<{destinations: Foreseen[]}>('POST', '/settings/effect', change)).destinations,
  privacyRequests: (signal?: AbortSignal) =>
    upTo<{requests: PrivacyRequest[]; next?: string}, PrivacyRequest>(1000, '/privacy/requests', (page) => page.requests, signal),
  privacyExport: (id: string) => call<{data: unknown; page: string}>('GET', `/privacy/export?request=${encodeURIComponent(id)}`),
  erasures: (signal?: AbortSignal) => upTo<{erasures: Erasure[]; next?: string}, Erasure>(200, '/privacy/erasures', (page) => page.erasures, signal),
  dataMap: (signal?: AbortSignal) => call<DataMap>('GET', '/privacy/map', undefined, signal),
  readings: (cursor: string, signal?: AbortSignal) => call<ReadingPage>('GET', `/privacy/readings?limit=100&cursor=${cursor}`, undefined, signal),
  endReward: (handle: string) => call<Reward>('POST', `${reward(handle)}/end`),
};
