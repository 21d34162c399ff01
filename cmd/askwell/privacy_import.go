package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/store"
)

type privacyImport struct {
	Shop    string `required:"" help:"The shop's domain, x.myshopify.com. It must be installed."`
	Deliver bool   `help:"Tell the shop's destinations of the person, too."`
	File    string `arg:"" help:"An export in JSON; - reads it from the input."`
}

// Run keeps what an export tells of a person in a shop.
func (cmd *privacyImport) Run(p *process) error {
	shop, err := app.ParseShop(cmd.Shop)
	if err != nil {
		return err
	}
	raw, err := readAtMost(cmd.File, p.stdin, privacy.MostImport)
	if err != nil {
		return err
	}
	data, err := privacy.ReadImport(raw)
	if err != nil {
		return explained(err)
	}
	return p.withStore(func(s *store.Store) error {
		reading := app.AuditEntry{Actor: operator, Action: "import"}
		if data.Customer != 0 {
			reading.Subject = app.CustomerSubject(data.Customer)
		}
		if err := s.Audit(p.ctx, shop, reading); err != nil {
			return err
		}
		if _, err := privacy.New(s, nil, nil).Import(p.ctx, shop, data, cmd.Deliver); err != nil {
			return explained(err)
		}
		fmt.Fprintf(p.stdout, "imported: %d responses\n", len(data.Responses))
		return nil
	})
}

// readAtMost reads a file, or the input, and no more of it than it may have.
func readAtMost(name string, from io.Reader, most int) ([]byte, error) {
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("import: %w", err)
		}
		defer func() { _ = file.Close() }() // it was only read
		from = file
	}
	raw, err := io.ReadAll(io.LimitReader(from, int64(most)+1))
	if err != nil {
		return nil, fmt.Errorf("import: %w", err)
	}
	return raw, nil
}

// explained is an error with what is wrong where, for who reads no JSON.
func explained(err error) error {
	var known *app.Error
	if !errors.As(err, &known) || len(known.Fields) == 0 {
		return err
	}
	text := known.Message
	for _, f := range known.Fields {
		text += "\n  " + f.Field + ": " + f.Message
	}
	return app.Errorf(known.Kind, "%s", text)
}
