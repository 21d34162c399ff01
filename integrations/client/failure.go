package client

import (
	"context"
	"crypto/tls"
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

// failure is the error of a call that brought no answer. sent says that it had got as far
// as a connection: until then nothing can have happened, unless nobody waited for it.
func failure(err error, sent bool) error {
	switch {
	case errors.Is(err, errPrivate):
		return app.Errorf(app.Invalid, "%s", errPrivate.Error())
	case !sent:
		return &app.Error{Kind: app.Unavailable, Message: "the destination could not be reached", Err: cause(err)}
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return &app.Error{Kind: app.Unavailable, Message: "the destination did not answer in time", Err: unheard(err)}
	default:
		return &app.Error{Kind: app.Unavailable, Message: "the destination did not answer", Err: unheard(err)}
	}
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
	var certificate *tls.CertificateVerificationError
	switch at := slices.IndexFunc(known, func(one error) bool { return errors.Is(err, one) }); {
	case at >= 0:
		return known[at]
	case errors.As(err, &name):
		return errName
	case errors.As(err, &certificate):
		return errCertificate
	default:
		return errNetwork
	}
}
