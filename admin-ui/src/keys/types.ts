// API keys and the audit log, as the API tells them.

/** A program's right to act for the shop; the key itself is shown once. */
export interface Key {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  by: string;
  created_at: string;
  expires_at?: string;
  used_on?: string;
  revoked_at?: string;
}

export interface KeyPage {
  keys: Key[];
  next?: string;
}

/** One line of the audit log. */
export interface Entry {
  id: string;
  at: string;
  actor: string;
  name?: string;
  operation?: string;
  summary?: string;
  action?: string;
  subject?: string;
  targets?: string[];
  outcome?: string;
  changes?: {field: string; before?: unknown; after?: unknown}[];
}

export interface EntryPage {
  zone: string; // whose days and hours the shop keeps
  entries: Entry[];
  next?: string;
}

/** What a key may be used for: each area, and whether it can be changed, read, or both. */
export const areas: [string, ('read' | 'write')[]][] = [
  ['surveys', ['read', 'write']], ['responses', ['read']], ['people', ['read', 'write']], ['rewards', ['read', 'write']],
  ['destinations', ['read', 'write']], ['deliveries', ['read', 'write']], ['insight', ['read']], ['settings', ['read', 'write']],
  ['privacy', ['read', 'write']], ['audit', ['read']], ['keys', ['read', 'write']],
];
