import http from 'node:http';
import { Readable } from 'node:stream';

/**
 * A fetch for which every shop lives at one address: the request goes there in
 * the clear and keeps the shop's name as its Host, which fetch itself refuses to
 * send.
 */
export const fetchAt = (address) => (url, { method = 'GET', headers, body, signal } = {}) =>
  new Promise((resolve, reject) => {
    const { host, pathname, search } = new URL(url);
    const sent = { ...Object.fromEntries(new Headers(headers)), host };
    const request = http.request(address, { path: pathname + search, method, headers: sent, signal }, (answer) =>
      resolve(new Response(Readable.toWeb(answer), { status: answer.statusCode, statusText: answer.statusMessage, headers: answer.headers })),
    );
    request.on('error', reject);
    request.end(body);
  });
