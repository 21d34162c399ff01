// What a page of the sandbox says of each UI extension on it. It writes, where
// the block stands,
//
//   <script type="application/json" data-extension>{…Extension…}</script>
//
// as often as it likes, and after the last one
//
//   <script src="/_host/extensions.js"></script>

import type {Translations} from '../translate';

/** One extension on a page. */
export interface Extension {
  /** Where it stands, by Shopify's name: "purchase.thank-you.block.render". */
  target: string;
  /** Its bundle, as the extension's build wrote it. */
  src: string;
  session: Session;
  /** Its translations by file name without ".json": "en.default", "sv". */
  locales?: Record<string, Translations>;
  /** What the target's `shopify` holds, plain, by Shopify's names; the host makes signals of what are signals there. */
  api?: Data;
  /** The page's language; without it that of <html>. */
  locale?: string;
  /** The app's origin: requests to it are told to the ledger, and an admin extension's relative ones go there. */
  app?: string;
  /** What the manifest asks for; without it "api_access" and "network_access". */
  capabilities?: string[];
  /** Whether a merchant arranges the page it stands on: then it shows itself to whoever is not asked. */
  editor?: boolean;
  /** The manifest's api_version; without it 2026-07. */
  apiVersion?: string;
  /** Where a full-page target stands: "extension:/x" is the page's address and "/x". */
  page?: string;
  /** Of admin targets: where the admin shows the app, which "app:x" means a page of. */
  appPath?: string;
  /** Where a shopper logs in; without it "/account". */
  login?: string;
}

/** Who the page was drawn for: what session tokens are made from. */
export interface Session {
  kind: 'checkout' | 'account' | 'admin';
  shop: string;
  /** The customer's gid; none for guests, or before login. */
  customer?: string;
  order?: string;
}

type Account = {customer?: unknown; purchasingCompany?: unknown};

/** The plain values of a target's API. What is not told throws when it is read, unless a shop may lack it. */
export interface Data {
  settings?: Record<string, string | number | boolean>;
  appMetafields?: unknown[];
  shop?: {id: string; name: string; myshopifyDomain: string; storefrontUrl?: string};
  localization?: {language?: Code; country?: Code; currency?: Code; timezone?: string; market?: {id: string; handle: string}};
  orderConfirmation?: {order: {id: string}; number?: string; isFirstOrder: boolean};
  order?: {id: string; name: string; confirmationNumber?: string; processedAt?: string; cancelledAt?: string};
  authenticationState?: 'fully_authenticated' | 'pre_authenticated';
  authenticatedAccount?: Account;
  buyerIdentity?: Account & {email?: string; phone?: string};
  lines?: unknown[];
  cost?: {subtotalAmount: Money; totalShippingAmount?: Money; totalTaxAmount?: Money; totalAmount: Money};
  attributes?: {key: string; value: string}[];
  note?: string;
  discountCodes?: {code: string}[];
  discountAllocations?: unknown[];
  shippingAddress?: Record<string, string>;
  billingAddress?: Record<string, string>;
  checkoutToken?: string;
  /** Of admin targets: what is open or chosen on the page. */
  data?: {selected: {id: string}[]};
  /** Of customer-account.order.action targets. */
  orderId?: string;
}

interface Code {
  isoCode: string;
}

interface Money {
  amount: number;
  currencyCode: string;
}
