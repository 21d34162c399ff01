// A real HTTP server that takes submissions and answers as a test tells it to.

import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Submission } from '../shared/submission.ts';

export interface Received {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Submission;
}

export interface Answer {
  status: number;
  body: unknown;
}

/** The line breaks before anything is answered. */
export const CUT: Answer = { status: 0, body: undefined };

export class Server {
  readonly received: Received[] = [];
  /** What it was told of displays, apart from what somebody said or asked. */
  readonly displays: Record<string, unknown>[] = [];
  /** How to answer; 201 with the id when it says nothing. */
  answer: (received: Received) => Answer | undefined = () => undefined;
  url = '';
  /** How it answers to displays. */
  counts = 204;
  #server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const received = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: JSON.parse(text || '{}') as Submission };
    if (received.path.endsWith('/displays')) {
      this.displays.push(received.body as unknown as Record<string, unknown>);
      response.writeHead(this.counts);
      return response.end();
    }
    this.received.push(received);
    const { status, body } = this.answer(received) ?? { status: 201, body: { id: received.body.id } };
    if (status === CUT.status) return request.socket.destroy();
    response.writeHead(status, { 'Content-Type': typeof body === 'string' ? 'text/html' : 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });

  async start(port = 0): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** A refusal as the app words it. */
export const refusal = (field: string, code: string): Answer => ({
  status: 422,
  body: { type: 'invalid', title: 'some fields are wrong', status: 422, errors: [{ field, code, message: '' }] },
});
