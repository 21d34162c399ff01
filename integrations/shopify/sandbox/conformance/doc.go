// Package conformance owns the table of what Shopify does: one sentence, the
// page of Shopify's documentation that says so, the requests that show it and
// the answer's exact words. Its test holds the sandbox against every line,
// over HTTP and with no other view of it.
//
// The words of refusals stand on no page; they are as Shopify answers them.
// What is only a guess is not in the table.
package conformance
