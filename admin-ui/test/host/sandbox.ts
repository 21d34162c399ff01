// A real server in the place of the sandbox or of the app: what it was asked,
// and the answers it gives.

import {createServer, type IncomingMessage, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';

export interface Asked {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

type Answer = {status?: number; headers?: Record<string, string>; body?: unknown};

/** A server on a free port; fetch reaches it by the origin it gives. */
export class Site {
  readonly asked: Asked[] = [];
  #server!: Server;
  origin = '';

  constructor(private readonly answer: (asked: Asked) => Answer | undefined) {}

  async start(): Promise<this> {
    this.#server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk));
      request.on('end', () => {
        const asked = {method: request.method!, path: request.url!, headers: request.headers, body};
        this.asked.push(asked);
        const answer = this.answer(asked);
        const text = typeof answer?.body === 'string' ? answer.body : JSON.stringify(answer?.body ?? {});
        response.writeHead(answer?.status ?? (answer ? 200 : 404), {'Content-Type': 'application/json', ...answer?.headers});
        response.end(text);
      });
    });
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.origin = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** What was asked of a path, bodies read as JSON. */
  of(path: string): unknown[] {
    return this.asked.filter((asked) => asked.path.startsWith(path)).map((asked) => (asked.body ? JSON.parse(asked.body) : undefined));
  }
}

/** A session token that lives as long as said. */
export function token(seconds: number, name = 'x'): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = Buffer.from(JSON.stringify({iat: now, nbf: now, exp: now + seconds, sub: name})).toString('base64url');
  return `h.${claims}.${name}`;
}

const real = globalThis.fetch;

/** The page's fetch, whose own paths go to the sandbox. */
export function pageFetch(sandbox: Site): typeof fetch {
  return (input, init) => real(typeof input === 'string' && input.startsWith('/') ? sandbox.origin + input : input, init);
}

/** Waits until something holds. */
export async function until(what: () => unknown): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (what()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`never came true: ${what.toString()}`);
}
