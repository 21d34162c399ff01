package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/store"
)

type privacyExport struct {
	subject
	HTML   bool   `name:"html" help:"As a page to be read, not as JSON."`
	Locale string `help:"The language of the page; without it hers, or the shop's."`
	Out    string `type:"path" help:"Write to this file, which must not exist."`
}

// Run prints the export, or writes it down.
func (cmd *privacyExport) Run(p *process) error {
	shop, customer, err := cmd.parse()
	if err != nil {
		return err
	}
	return p.withStore(func(s *store.Store) error {
		reading := app.AuditEntry{Actor: operator, Action: "export", Subject: app.CustomerSubject(customer)}
		if err := s.Audit(p.ctx, shop, reading); err != nil {
			return err
		}
		text, err := cmd.text(p.ctx, privacy.New(s, nil, nil), shop, customer)
		if err != nil {
			return err
		}
		return cmd.write(p.stdout, text)
	})
}

func (cmd *privacyExport) text(ctx context.Context, desk *privacy.Desk, shop app.ShopID, customer app.CustomerID) ([]byte, error) {
	data, err := desk.Export(ctx, shop, customer, nil)
	if err != nil {
		return nil, err
	}
	if cmd.HTML {
		return desk.Page(ctx, data, cmd.Locale)
	}
	text, err := privacy.JSON(data)
	return append(text, '\n'), err
}

// write keeps a file to its owner: it is somebody's life.
func (cmd *privacyExport) write(to io.Writer, text []byte) error {
	if cmd.Out == "" {
		_, err := to.Write(text)
		return err
	}
	file, err := os.OpenFile(cmd.Out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if _, err := file.Write(text); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return file.Close()
}
