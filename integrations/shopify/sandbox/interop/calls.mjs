import { RequestedTokenType, Session } from '@shopify/shopify-api';
import { getHmac, getJwt } from '@shopify/shopify-api/test-helpers';
import { SignJWT } from 'jose';

// The library keeps its signing to itself and exports the check alone.
const { generateLocalHmac } = await import('./node_modules/@shopify/shopify-api/dist/esm/lib/utils/hmac-validator.mjs');

/** A query as a router hands it over: a repeated parameter is an array. */
function parameters(query) {
  const out = Object.create(null); // a parameter may be called __proto__
  const all = new URLSearchParams(query);
  for (const key of all.keys()) {
    const values = all.getAll(key);
    out[key] = values.length > 1 ? values : values[0];
  }
  return out;
}

const sessionOf = ({ session }) => session;

/** What the library can be asked for, by name. */
export const calls = (shopify) => ({
  exchange: ({ shop, token, kind = 'Offline', expiring }) =>
    shopify.auth
      .tokenExchange({ shop, sessionToken: token, requestedTokenType: RequestedTokenType[`${kind}AccessToken`], expiring })
      .then(sessionOf),
  refresh: ({ shop, token }) => shopify.auth.refreshToken({ shop, refreshToken: token }).then(sessionOf),
  migrate: ({ shop, token }) =>
    shopify.auth.migrateToExpiringToken({ shop, nonExpiringOfflineAccessToken: token }).then(sessionOf),

  graphql: ({ shop, token, query, variables, retries }) => {
    const session = new Session({ id: `offline_${shop}`, shop, state: '', isOnline: false, accessToken: token });
    return new shopify.clients.Graphql({ session }).request(query, { variables, retries });
  },

  decode: ({ token, checkAudience }) => shopify.session.decodeSessionToken(token, { checkAudience }),
  mint: ({ claims, secret, alg }) =>
    new SignJWT(claims).setProtectedHeader({ alg }).sign(new TextEncoder().encode(secret)),
  helperToken: ({ name, overrides }) =>
    getJwt(name, shopify.config.apiKey, shopify.config.apiSecretKey, overrides).then(({ token }) => token),

  checkQuery: ({ query, signator }) => shopify.utils.validateHmac(new URLSearchParams(query), { signator }),
  signQuery: ({ query, signator, secret = shopify.config.apiSecretKey }) =>
    generateLocalHmac({ apiSecretKey: secret })(parameters(query), signator),
  signBody: ({ body }) => getHmac(body, shopify.config.apiSecretKey),

  sanitizeShop: ({ shop }) => shopify.utils.sanitizeShop(shop),
  sanitizeHost: ({ host }) => shopify.utils.sanitizeHost(host),
});

/** What an error of the library says, as far as a caller can act on it. */
export const refusal = (error) => ({
  name: error.constructor.name,
  message: error.message,
  status: error.response?.code ?? 0,
  errors: error.body?.errors?.graphQLErrors ?? [],
  body: error.response?.body ?? null,
});
