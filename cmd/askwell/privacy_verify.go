package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/seal"
)

// mostReceipt bounds what is read as a receipt.
const mostReceipt = 1 << 20

type privacyVerify struct {
	File string `arg:"" help:"A receipt, or - for standard input."`
}

// Run says whether a receipt is as we signed it, and by which of our keys. It exits
// with 1 when it is not.
func (cmd *privacyVerify) Run(p *process) error {
	c, err := loadConfig(p.env)
	if err != nil {
		return err
	}
	text, err := cmd.read(p)
	if err != nil {
		return err
	}
	receipt, key, err := privacy.Verify(c.Keys, text)
	switch {
	case errors.Is(err, seal.ErrNoKey):
		p.exit = 1
		fmt.Fprintf(p.stdout, "invalid: signed with %s, which is not of ENCRYPTION_KEYS\n", receipt.Key)
	case err != nil:
		p.exit = 1
		fmt.Fprintln(p.stdout, "invalid:", err)
	default:
		fmt.Fprintf(p.stdout, "valid: erasure %s of %s, signed with key %d of ENCRYPTION_KEYS (%s)\n", receipt.ID, receipt.Shop, key, receipt.Key)
	}
	return nil
}

func (cmd *privacyVerify) read(p *process) ([]byte, error) {
	from := p.stdin
	if cmd.File != "-" {
		file, err := os.Open(cmd.File)
		if err != nil {
			return nil, app.Errorf(app.Invalid, "the receipt cannot be read: %v", err)
		}
		defer func() { _ = file.Close() }()
		from = file
	}
	return io.ReadAll(io.LimitReader(from, mostReceipt))
}
