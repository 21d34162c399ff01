// What the server tells of her data as a whole.

/** How far an erasure is. */
export interface Erasure {
  id: string;
  due_at: string;
  finished_at?: string;
  destinations: { destination: string; state: string }[];
  receipt?: string;
}

/** What lets a browser fetch a copy of all that is known of her, and for how long. */
export interface Voucher {
  voucher: string;
  seconds: number;
}
