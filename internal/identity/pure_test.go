package identity

import (
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"holdfast/internal/access"
	"holdfast/internal/civil"
)

func TestPasswordProblems(t *testing.T) {
	tests := []struct {
		name     string
		password string
		want     string // message key, or empty
	}{
		{"four plain words are welcome", "lamp river seven coat", ""},
		{"eleven characters are too few", "lamp river7", "identity.password.short"},
		{"length is counted in characters, not bytes", "ébène à côté", ""},
		{"two hundred characters are allowed", strings.Repeat("lamp ", 40), ""},
		{"two hundred and one are not", strings.Repeat("lamp ", 40) + "x", "identity.password.long"},
		{"one letter over and over is easy to guess", "aaaaaaaaaaaaaaaa", "identity.password.easy"},
		{"the person's own name is easy to guess", "okafor-okafor-12", "identity.password.easy"},
		{"the mailbox is easy to guess, in any case", "My R.OKAFOR word", "identity.password.easy"},
		{"a short part of the name is no matter", "an everyday lamp", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			for _, p := range passwordProblems(tt.password, aboutPerson("An Okafor", "r.okafor@service.example")...) {
				got = p.Key
			}
			if got != tt.want {
				t.Errorf("problem %q, want %q", got, tt.want)
			}
		})
	}
}

func TestPasswordHash(t *testing.T) {
	hash := hashPassword("lamp river seven coat")
	for _, tt := range []struct {
		name, hash, password string
		want                 bool
	}{
		{"the right password opens", hash, "lamp river seven coat", true},
		{"another does not", hash, "lamp river seven boat", false},
		{"nothing does not", hash, "", false},
		{"no password opens the hash of nobody", dummyHash(), "lamp river seven coat", false},
		{"a hash made at another cost still opens", "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4", "password", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := checkPassword(tt.hash, tt.password)
			if err != nil || got != tt.want {
				t.Errorf("got %v, %v; want %v", got, err, tt.want)
			}
		})
	}
	if hash == hashPassword("lamp river seven coat") {
		t.Error("two hashes of one password are alike: the salt is not random")
	}
	if _, err := checkPassword("plain text", "plain text"); err == nil {
		t.Error("a hash of unknown form was accepted")
	}
}

func TestMatchCode(t *testing.T) {
	key := newCodeKey()
	now := time.Date(2026, 3, 2, 9, 0, 10, 0, time.UTC)
	at := func(d time.Duration) string {
		code, err := totp.GenerateCode(key, now.Add(d))
		if err != nil {
			t.Fatal(err)
		}
		return code
	}
	current := now.Unix() / 30
	tests := []struct {
		name string
		code string
		used int64
		step int64
		ok   bool
	}{
		{"the code of now opens", at(0), 0, current, true},
		{"a telephone half a minute slow still opens", at(-30 * time.Second), 0, current - 1, true},
		{"a telephone half a minute fast still opens", at(30 * time.Second), 0, current + 1, true},
		{"a code of a minute ago is too old", at(-60 * time.Second), 0, 0, false},
		{"spaces in a code are no matter", at(0)[:3] + " " + at(0)[3:], 0, current, true},
		{"the same code does not open twice", at(0), current, 0, false},
		{"an older code does not open after a newer one", at(-30 * time.Second), current, 0, false},
		{"no code opens nothing", "", 0, 0, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			step, ok, err := matchCode(key, tt.code, now, tt.used)
			if err != nil || ok != tt.ok || step != tt.step {
				t.Errorf("got step %d, %v, %v; want %d, %v", step, ok, err, tt.step, tt.ok)
			}
		})
	}
}

func TestSource(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"an IPv4 address is itself", "192.0.2.7", "192.0.2.7"},
		{"a port is no matter", "192.0.2.7:51234", "192.0.2.7"},
		{"an IPv6 subscriber counts as one", "2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"},
		{"so does another address of theirs, with a port", "[2001:db8:1:2:bbbb::9]:443", "2001:db8:1:2::/64"},
		{"IPv4 written as IPv6 is IPv4", "::ffff:192.0.2.7", "192.0.2.7"},
		{"what is no address stays what it is", "@", "@"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Source(tt.in); got != tt.want {
				t.Errorf("Source(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestRolesOn(t *testing.T) {
	day := civil.New(2026, 3, 2)
	tests := []struct {
		name string
		role datedRole
		want bool
	}{
		{"a role without end is held", datedRole{access.Lead, day.AddDays(-30), civil.Date{}}, true},
		{"a role that begins today is held", datedRole{access.Lead, day, civil.Date{}}, true},
		{"a role that begins tomorrow is not", datedRole{access.Lead, day.AddDays(1), civil.Date{}}, false},
		{"a role is held on its last day", datedRole{access.Lead, day.AddDays(-30), day}, true},
		{"a role that ended yesterday is not held", datedRole{access.Lead, day.AddDays(-30), day.AddDays(-1)}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := len(rolesOn([]datedRole{tt.role}, day)) == 1; got != tt.want {
				t.Errorf("held: %v, want %v", got, tt.want)
			}
		})
	}
}

func TestLinkState(t *testing.T) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	used := now.Add(-time.Hour)
	for _, tt := range []struct {
		name string
		link Link
		want LinkState
	}{
		{"a link before its end is open", Link{Expires: now.Add(time.Second)}, LinkOpen},
		{"a link at its end is expired", Link{Expires: now}, LinkExpired},
		{"a used link is used", Link{Expires: now.Add(time.Hour), Used: &used}, LinkUsed},
		{"a used link stays used after its end", Link{Expires: now.Add(-time.Minute), Used: &used}, LinkUsed},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.link.stateAt(now); got != tt.want {
				t.Errorf("state %s, want %s", got, tt.want)
			}
		})
	}
}

func TestServiceSettings(t *testing.T) {
	good := Service{Slug: "harbour", Name: "Harbour Families", ZoneName: "Europe/London", Sender: "Mei"}.withDefaults()
	tests := []struct {
		name   string
		change func(*Service)
		want   string
	}{
		{"plain settings are accepted", func(*Service) {}, ""},
		{"a slug with a capital letter is not", func(s *Service) { s.Slug = "Harbour" }, "slug"},
		{"a zone that the world does not have is not", func(s *Service) { s.ZoneName = "Europe/Atlantis" }, "zone"},
		{"the machine's own zone is not", func(s *Service) { s.ZoneName = "Local" }, "zone"},
		{"a sender that names the service is not", func(s *Service) { s.Sender = "Harbour families team" }, "sender"},
		{"a part of the service's name as sender is not", func(s *Service) { s.Sender = "harbour" }, "sender"},
		{"a way out that is no web address is not", func(s *Service) { s.ExitURL = "javascript:alert(1)" }, "exit"},
		{"an offer that stands for a minute is not", func(s *Service) { s.OfferHours = -1 }, "offer_hours"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := good
			tt.change(&s)
			got := ""
			for _, p := range s.check() {
				got = p.Field
			}
			if got != tt.want {
				t.Errorf("problem at %q, want %q", got, tt.want)
			}
		})
	}
}
