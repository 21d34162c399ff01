package client

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"slices"
	"syscall"

	"github.com/askwell/askwell/app"
)

// errUnheard is behind the errors of calls that were sent and not answered: they may
// have happened.
var errUnheard = errors.New("sent, and not answered")

// Unheard reports whether a call that failed may have happened all the same.
func Unheard(err error) bool { return errors.Is(err, errUnheard) }

// failure is the error of a call that brought no answer.
func failure(err error) error {
	var dialled *net.OpError
	switch {
	case errors.Is(err, errPrivate):
		return app.Errorf(app.Invalid, "%s", errPrivate.Error())
	case errors.As(err, &dialled) && dialled.Op == "dial", secured(err):
		return &app.Error{Kind: app.Unavailable, Message: "the destination could not be reached", Err: cause(err)}
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return &app.Error{Kind: app.Unavailable, Message: "the destination did not answer in time", Err: unheard(err)}
	default:
		return &app.Error{Kind: app.Unavailable, Message: "the destination did not answer", Err: unheard(err)}
	}
}

// secured reports whether a call failed before it was sent, because the two ends could
// not agree on how to keep it secret.
func secured(err error) bool {
	var (
		certificate *tls.CertificateVerificationError
		header      tls.RecordHeaderError
		alert       tls.AlertError
		authority   x509.UnknownAuthorityError
	)
	return errors.As(err, &certificate) || errors.As(err, &header) || errors.As(err, &alert) || errors.As(err, &authority)
}

func unheard(err error) error { return errors.Join(errUnheard, cause(err)) }

var (
	errName        = errors.New("the name leads nowhere")
	errCertificate = errors.New("the certificate is not trusted")
	errNetwork     = errors.New("the network failed")
)

// known are the causes that say nothing but what happened.
var known = []error{
	context.Canceled, context.DeadlineExceeded, io.ErrUnexpectedEOF, io.EOF, syscall.ECONNREFUSED, syscall.ECONNRESET, syscall.EPIPE,
	syscall.ENETUNREACH, syscall.EHOSTUNREACH,
}

// cause is why a call failed, without the address it went to: that has keys in it, or
// tells where a name leads.
func cause(err error) error {
	var name *net.DNSError
	switch at := slices.IndexFunc(known, func(one error) bool { return errors.Is(err, one) }); {
	case at >= 0:
		return known[at]
	case errors.As(err, &name):
		return errName
	case secured(err):
		return errCertificate
	default:
		return errNetwork
	}
}
