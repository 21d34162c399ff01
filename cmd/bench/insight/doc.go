// Package insight measures what a merchant waits for who reads what was answered: every
// summary, and the first page of the responses, in a shop of ten thousand, a hundred
// thousand and a million responses, on both databases, where PostgreSQL has no statistics.
package insight
