package notify

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Mail is one message as it goes to a mail server.
type Mail struct {
	ID       string // of the Message-ID header, without brackets
	FromName string
	From     string
	To       string
	Subject  string
	Body     string // plain text
	Lang     string
	At       time.Time
}

// Mailer hands mail to the outside world. A nil error means that the other side
// has taken it. A *Refusal says why not; any other error counts as a temporary
// one.
type Mailer interface {
	Send(ctx context.Context, m Mail) error
}

// Refusal is what a mail server said, without whom it was about.
type Refusal struct {
	Temporary bool
	Code      int // SMTP reply code; 0 when there was no reply
}

func (r *Refusal) Error() string {
	if r.Temporary {
		return fmt.Sprintf("mail server does not take it now (code %d): see whether it runs and lets this program in", r.Code)
	}
	return fmt.Sprintf("mail server refuses the address (code %d): ask the person for another", r.Code)
}

func asRefusal(err error) (*Refusal, bool) { return errors.AsType[*Refusal](err) }

// Nowhere takes every mail and sends none: for a demonstration, whose outbox shows
// what would have gone where.
type Nowhere struct{}

// Send implements Mailer.
func (Nowhere) Send(context.Context, Mail) error { return nil }
