package notify_test

import (
	"net"
	"strings"
	"testing"
	"time"

	"holdfast/internal/notify"
	"holdfast/internal/notify/smtptest"
)

// to is an address that must never show in an error.
const to = "julia.w@post.example"

func aMail() notify.Mail {
	return notify.Mail{
		ID: "0198c5f0-0000-7000-8000-000000000001@meet.example", FromName: "Mei", From: "hello@meet.example", To: to,
		Subject: "We have an answer for you", Body: "Hello Julia,\n\nŁódź – يوم الثلاثاء\n\nMei\n", Lang: "en",
		At: time.Date(2027, 2, 9, 10, 0, 0, 0, time.UTC),
	}
}

func settings(s *smtptest.Server) notify.SMTP {
	return notify.SMTP{Host: s.Host, Port: s.Port, Encryption: notify.StartTLS, From: "hello@meet.example", TLS: s.Trust}
}

func mailer(t *testing.T, in notify.SMTP) notify.Mailer {
	t.Helper()
	m, err := notify.NewSMTP(in)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestMailSaysNothingOfWhereItComesFrom(t *testing.T) {
	server := smtptest.New(t)
	if err := mailer(t, settings(server)).Send(t.Context(), aMail()); err != nil {
		t.Fatal(err)
	}
	mails := server.Mails()
	if len(mails) != 1 {
		t.Fatalf("%d mails, want 1", len(mails))
	}
	m := mails[0]
	if m.From != "hello@meet.example" || len(m.To) != 1 || m.To[0] != to || m.Body != aMail().Body {
		t.Errorf("arrived as from %q to %q: %q", m.From, m.To, m.Body)
	}
	if !m.TLS {
		t.Error("sent in the clear")
	}
	if m.Hello != "meet.example" {
		t.Errorf("introduced itself as %q, which should be the sender's domain", m.Hello)
	}
	want := map[string]string{
		"From": `"Mei" <hello@meet.example>`, "Subject": "We have an answer for you", "Message-Id": "<" + aMail().ID + ">",
		"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All", "Date": "Tue, 09 Feb 2027 10:00:00 +0000",
	}
	for name, value := range want {
		if got := m.Header.Get(name); got != value {
			t.Errorf("%s is %q, want %q", name, got, value)
		}
	}
	if got := m.Header.Get("Content-Type"); !strings.HasPrefix(got, "text/plain") {
		t.Errorf("it is %q, want plain text", got)
	}
	for name := range m.Header {
		if strings.HasPrefix(name, "List-") || name == "User-Agent" || name == "X-Mailer" || name == "Reply-To" || name == "Precedence" {
			t.Errorf("has the header %s", name)
		}
	}
	if strings.Contains(strings.ToLower(m.Raw), "holdfast") {
		t.Error("names the program")
	}
}

func TestSMTPSettings(t *testing.T) {
	withAuth, plain := smtptest.New(t, smtptest.WithAuth()), smtptest.New(t, smtptest.WithoutTLS())
	signed := settings(withAuth)
	signed.Username, signed.Password = smtptest.Username, smtptest.Password
	wrong := signed
	wrong.Password = "another"
	untrusted := settings(withAuth)
	untrusted.TLS = nil
	inTheClear := settings(plain)
	inTheClear.Encryption = notify.Clear
	closed := inTheClear
	closed.Port = closedPort(t)
	tests := []struct {
		name string
		in   notify.SMTP
		ok   bool
	}{
		{"with the right name and password it goes", signed, true},
		{"in the clear it goes to a relay that was named so", inTheClear, true},
		{"a wrong password is tried again later", wrong, false},
		{"no name where one is asked for is tried again later", settings(withAuth), false},
		{"a server that cannot encrypt is not trusted with it", settings(plain), false},
		{"a certificate nobody vouches for is not trusted with it", untrusted, false},
		{"a server that is not there is tried again later", closed, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := mailer(t, tt.in).Send(t.Context(), aMail())
			if tt.ok {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if refusal, ok := err.(*notify.Refusal); !ok || !refusal.Temporary {
				t.Errorf("got %v", err)
			}
		})
	}
	if n := len(withAuth.Mails()) + len(plain.Mails()); n != 2 {
		t.Errorf("%d mails arrived, want the two that were to", n)
	}
}

func TestRefusalKeepsNoAddress(t *testing.T) {
	server := smtptest.New(t)
	for _, tt := range []struct {
		name      string
		code      int
		temporary bool
	}{
		{"an address that is not there is refused for good", 550, false},
		{"a full mailbox is tried again", 452, true},
		{"greylisting is tried again", 451, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			server.Refuse(func(to string) error { return smtptest.Refusal(tt.code, "no "+to+" here") })
			err := mailer(t, settings(server)).Send(t.Context(), aMail())
			refusal, ok := err.(*notify.Refusal)
			if !ok || refusal.Temporary != tt.temporary || refusal.Code != tt.code {
				t.Fatalf("got %#v", err)
			}
			if strings.Contains(err.Error(), "julia") {
				t.Errorf("the address stands in the error: %v", err)
			}
		})
	}
}

func TestNewSMTPRefusesWhatCannotWork(t *testing.T) {
	for name, in := range map[string]notify.SMTP{
		"no server":          {Encryption: notify.StartTLS, From: "a@meet.example"},
		"no sender":          {Host: "mail.example", Encryption: notify.StartTLS},
		"a sender with name": {Host: "mail.example", Encryption: notify.StartTLS, From: "Mei <a@meet.example>"},
		"no encryption said": {Host: "mail.example", From: "a@meet.example"},
	} {
		if _, err := notify.NewSMTP(in); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// closedPort is a port on which nobody listens.
func closedPort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}
