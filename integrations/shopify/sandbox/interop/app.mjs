// A small app on Shopify's own library: the sandbox opens it, sends it webhooks
// and forwards it storefront requests, and the library judges each. Beside that
// it does what a test asks for: POST /calls/{name}.

import '@shopify/shopify-api/adapters/node';
import http from 'node:http';
import { ApiVersion, LogSeverity, shopifyApi } from '@shopify/shopify-api';
import { setAbstractFetchFunc } from '@shopify/shopify-api/runtime';
import { calls, refusal } from './calls.mjs';
import { fetchAt } from './shop.mjs';

const { sandbox, key, secret, scopes } = JSON.parse(process.argv[2]);
setAbstractFetchFunc(fetchAt(sandbox));

const heard = []; // every request of the shop's, with the library's verdict
let shopify; // made when the address is known
let known;

async function read(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** The answer of a call, or how the library refused it. */
const outcome = async (call) => {
  try {
    return { result: (await call()) ?? null };
  } catch (error) {
    return { refused: refusal(error) };
  }
};

/** Keeps a request with what the library made of it, and answers accordingly. */
async function judge(request, body, check) {
  const { result, refused } = await outcome(check);
  const valid = !refused && (result === true || result?.valid === true);
  heard.push({ method: request.method, url: request.url, headers: request.headers, body, valid, verdict: result, refused });
  return [valid ? 200 : 401, { valid }];
}

/** The embedded app's document: who opens it is proven, then the app installs. */
async function open(query) {
  const shop = shopify.utils.sanitizeShop(query.get('shop'), true);
  const signed = await shopify.utils.validateHmac(query);
  const token = query.get('id_token');
  const session = await known.exchange({ shop, token, expiring: true });
  return { signed, claims: await known.decode({ token }), home: shopify.auth.buildEmbeddedAppUrl(query.get('host')), session };
}

/** Answers [status, JSON], or nothing when the library has answered itself. */
async function route(request, response) {
  const { pathname, searchParams } = new URL(request.url, 'http://app');
  const adapter = { rawRequest: request, rawResponse: response };
  if (pathname === '/auth') {
    await shopify.auth.begin({ shop: searchParams.get('shop'), callbackPath: '/auth/callback', isOnline: false, ...adapter });
    return null;
  }
  if (pathname === '/auth/callback') {
    return [200, await outcome(async () => (await shopify.auth.callback({ expiring: true, ...adapter })).session)];
  }
  const body = await read(request);
  if (pathname.startsWith('/webhooks/')) return judge(request, body, () => shopify.webhooks.validate({ rawBody: body, ...adapter }));
  if (pathname.startsWith('/proxy/')) return judge(request, body, () => shopify.utils.validateHmac(searchParams, { signator: 'appProxy' }));
  if (pathname.startsWith('/calls/')) return [200, await outcome(() => known[pathname.slice('/calls/'.length)](JSON.parse(body)))];
  if (pathname === '/heard') return [200, heard];
  return [200, await outcome(() => open(searchParams))];
}

const server = http.createServer(async (request, response) => {
  const answer = await route(request, response).catch((error) => [500, refusal(error)]);
  if (!answer) return;
  response.writeHead(answer[0], { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(answer[1]));
});

server.listen(0, '127.0.0.1', () => {
  const hostName = `127.0.0.1:${server.address().port}`;
  shopify = shopifyApi({
    apiKey: key,
    apiSecretKey: secret,
    scopes,
    apiVersion: ApiVersion.October26,
    hostName,
    hostScheme: 'http',
    isEmbeddedApp: true,
    logger: { level: LogSeverity.Error, log: (_severity, message) => process.stderr.write(`${message}\n`) },
  });
  known = calls(shopify);
  process.stdout.write(`http://${hostName}\n`);
});

// The test holds the other end of stdin: it closes with the test, however that ends.
process.stdin.on('end', () => process.exit()).resume();
