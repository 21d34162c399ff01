// Package migrations owns the database schema: numbered SQL files, append-only,
// the same for SQLite and PostgreSQL. Ids are made by the application, times
// are BIGINT unix milliseconds UTC (0 means never), JSON is TEXT.
package migrations

import "embed"

// FS holds the migrations, NNNN_name.sql.
//
//go:embed *.sql
var FS embed.FS
