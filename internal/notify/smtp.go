package notify

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/mail"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// sendTime bounds one delivery, from looking up the server to its last word. It is
// less than a job's lease, so that no second worker sends the same mail meanwhile.
const sendTime = 40 * time.Second

// noteTime bounds writing down what became of a mail that may have left.
const noteTime = 15 * time.Second

// Encryption is how the way to the mail server is kept private.
type Encryption string

// The kinds of encryption.
const (
	StartTLS Encryption = "starttls" // begin in the clear and refuse to go on without TLS
	Implicit Encryption = "tls"      // TLS from the first byte
	// Clear sends in the clear: only for a relay on the same machine.
	Clear Encryption = "none"
)

// SMTP is a mail server to hand mail to.
type SMTP struct {
	Host       string
	Port       int // 0: what is usual for the encryption
	Encryption Encryption
	Username   string // empty: no sign-in
	Password   string
	From       string      // its domain is what we introduce ourselves as
	TLS        *tls.Config // nil: the system's authorities
}

// NewSMTP makes a Mailer of a mail server. It connects when it sends.
func NewSMTP(in SMTP) (Mailer, error) {
	from, err := mail.ParseAddress(in.From)
	if err != nil || from.Name != "" || in.Host == "" {
		return nil, errors.New("mail: a server and a plain sender address are needed")
	}
	_, domain, _ := strings.Cut(in.From, "@")
	options := []gomail.Option{
		gomail.WithTimeout(sendTime / 2),
		// The name of this machine is nobody's business.
		gomail.WithHELO(domain),
	}
	switch in.Encryption {
	case StartTLS:
		options = append(options, gomail.WithTLSPortPolicy(gomail.TLSMandatory))
	case Implicit:
		options = append(options, gomail.WithSSLPort(false))
	case Clear:
		options = append(options, gomail.WithTLSPortPolicy(gomail.NoTLS))
	default:
		return nil, fmt.Errorf("mail: encryption %q: it has to be %s, %s or %s", in.Encryption, StartTLS, Implicit, Clear)
	}
	if in.Port != 0 {
		options = append(options, gomail.WithPort(in.Port))
	}
	if in.TLS != nil {
		options = append(options, gomail.WithTLSConfig(in.TLS))
	}
	if in.Username != "" {
		kind := gomail.SMTPAuthAutoDiscover
		if in.Encryption == Clear {
			kind = gomail.SMTPAuthPlainNoEnc
		}
		options = append(options, gomail.WithSMTPAuth(kind), gomail.WithUsername(in.Username), gomail.WithPassword(in.Password))
	}
	if _, err := gomail.NewClient(in.Host, options...); err != nil {
		return nil, fmt.Errorf("mail: %w", err)
	}
	return &smtp{host: in.Host, options: options}, nil
}

type smtp struct {
	host    string
	options []gomail.Option
}

// Send implements Mailer. Each mail has a connection of its own: they are few, and
// one that hangs holds up no other.
func (s *smtp) Send(ctx context.Context, m Mail) error {
	message, err := letter(m)
	if err != nil {
		return err
	}
	client, err := gomail.NewClient(s.host, s.options...)
	if err != nil {
		return &Refusal{Temporary: true}
	}
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	err = client.DialAndSendWithContext(ctx, message)
	// What goes wrong after the server has taken the mail, such as saying goodbye,
	// is no reason to send it again.
	if err == nil || message.IsDelivered() {
		return nil
	}
	return refusal(err)
}

// refusal keeps of an error what may be kept: its text holds the address.
func refusal(err error) *Refusal {
	e, ok := errors.AsType[*gomail.SendError](err)
	if !ok {
		// No connection, no TLS, our name or password refused: to be put right here, and
		// then the mail goes out.
		return &Refusal{Temporary: true}
	}
	// Before the recipient is named, a refusal is of ourselves, and likewise ours to
	// put right.
	ours := e.Reason == gomail.ErrSMTPMailFrom || e.Reason == gomail.ErrConnCheck
	return &Refusal{Temporary: ours || e.ErrorCode() < 500, Code: e.ErrorCode()}
}

// letter makes the mail: plain text, no trace of the program, no list headers, and
// the mark by which holiday replies leave it alone (RFC 3834).
func letter(m Mail) (*gomail.Msg, error) {
	message := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if err := message.FromFormat(m.FromName, m.From); err != nil {
		return nil, &Refusal{Temporary: true}
	}
	if err := message.To(m.To); err != nil {
		return nil, &Refusal{}
	}
	message.Subject(m.Subject)
	message.SetMessageIDWithValue(m.ID)
	message.SetDateWithValue(m.At)
	message.SetGenHeader("Auto-Submitted", "auto-generated")
	message.SetGenHeader("X-Auto-Response-Suppress", "All")
	message.SetGenHeader("Content-Language", m.Lang)
	message.SetBodyString(gomail.TypeTextPlain, m.Body)
	return message, nil
}
