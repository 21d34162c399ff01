// Shopify's global ids.

/** A global id's number. An order is OrderIdentity/1 on the thank-you page and Order/1 afterwards. */
export const numberOf = (gid = '') => gid.slice(gid.lastIndexOf('/') + 1);
