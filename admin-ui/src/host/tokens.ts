// Session tokens, kept while they live. Their life is counted from now and not
// by the hour they name: the sandbox's clock can be moved, the browser's cannot.

const margin = 5; // seconds: a token this old is not handed out any more

/** A keeper of the newest token. */
export class Tokens {
  #token: Promise<string> | undefined;
  #until = 0;

  constructor(private readonly mint: () => Promise<string>) {}

  /** A token that lives. */
  get(): Promise<string> {
    if (!this.#token || performance.now() >= this.#until) this.#token = this.#fresh();
    return this.#token;
  }

  /** The next one is fresh, for the app refused this one. */
  drop(): void {
    this.#token = undefined;
  }

  async #fresh(): Promise<string> {
    this.#until = Infinity; // those who ask meanwhile wait for the same one
    try {
      const asked = performance.now();
      const token = await this.mint();
      this.#until = asked + (lifetime(token) - margin) * 1000;
      return token;
    } catch (error) {
      this.#token = undefined;
      throw error;
    }
  }
}

/** How many seconds a token lives, by its own claims. */
export function lifetime(token: string): number {
  const claims = token.split('.')[1] ?? '';
  const {exp, iat, nbf} = JSON.parse(atob(claims.replaceAll('-', '+').replaceAll('_', '/'))) as Record<string, number | undefined>;
  return (exp ?? 0) - (iat ?? nbf ?? Date.now() / 1000);
}

/** Asks the sandbox for a token. */
export async function mintAt(url: string, who: {shop: string; kind: string; customer?: string | undefined}): Promise<string> {
  const answer = await fetch(url, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(who)});
  if (!answer.ok) throw new Error(`the token endpoint answered ${answer.status}`);
  return ((await answer.json()) as {token: string}).token;
}
