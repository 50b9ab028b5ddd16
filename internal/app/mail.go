package app

import (
	"context"

	"holdfast/internal/notify"
)

// Mail is how messages leave. Without a host nothing does: what would have gone
// is tried for a day and then stands in the outbox as not sent.
type Mail struct {
	Host     string
	Port     int
	User     string
	Password string
	From     string // the address messages come from
	TLS      string // starttls, tls, none
}

// mailer is how messages leave: by the one given, in a demonstration by none, or
// by the mail server of the settings.
func (c Config) mailer() (notify.Mailer, error) {
	switch {
	case c.Mailer != nil:
		return c.Mailer, nil
	case c.Demo:
		return notify.Nowhere{}, nil
	case c.Mail.Host == "":
		return unset{}, nil
	}
	return notify.NewSMTP(notify.SMTP{
		Host: c.Mail.Host, Port: c.Mail.Port, Encryption: notify.Encryption(c.Mail.TLS),
		Username: c.Mail.User, Password: c.Mail.Password, From: c.Mail.From,
	})
}

// unset stands for a mail server nobody has named yet: what is queued leaves when
// somebody does within the day.
type unset struct{}

func (unset) Send(context.Context, notify.Mail) error { return &notify.Refusal{Temporary: true} }
