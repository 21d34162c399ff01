// Comes back to the same page with a fresh session token.
const address = new URL(location.href);
for (const stale of ['hmac', 'timestamp', 'session']) address.searchParams.delete(stale);
address.searchParams.set('id_token', await shopify.idToken());
address.searchParams.set('bounced', '1');
location.replace(address);
