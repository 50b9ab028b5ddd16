package notify

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"holdfast/internal/civil"
	"holdfast/internal/i18n"
)

// linkArg is the argument that holds a link with a secret in it.
const linkArg = "link"

var (
	pathForm      = regexp.MustCompile(`^/[A-Za-z0-9/_-]*$`)
	referenceForm = regexp.MustCompile(`^[0-9A-Z]{4}-[0-9A-Z]{4}$`)
)

// signsIn are the texts whose link signs in whoever opens it, now or one step
// later. They do not go to a mailbox that somebody else reads.
var signsIn = []string{"sign-in", "place-welcome", "place-joined", "place-offer"}

// asked are the texts that somebody asked for at that moment: they go out also to
// who does not agree to be written to otherwise.
var asked = []string{"sign-in"}

// errArg says that a message would have carried something other than a date, a
// time, a number, a reference or a path.
var errArg = errors.New("the argument of a message is a day, a time, a number, a reference or a path of this site")

// value reads an argument as what it is.
func (s *Service) value(arg string) (any, error) {
	if day, err := civil.Parse(arg); err == nil {
		return day, nil
	}
	if clock, err := civil.ParseClock(arg); err == nil {
		return clock, nil
	}
	if at, err := time.Parse(time.RFC3339, arg); err == nil {
		return at, nil
	}
	if n, err := strconv.Atoi(arg); err == nil {
		return n, nil
	}
	switch {
	case arg == "", referenceForm.MatchString(arg):
		return arg, nil
	case pathForm.MatchString(arg):
		return s.settings.Base + arg, nil
	}
	return nil, errArg
}

// check refuses a message that could not be written.
func (s *Service) check(text string, args map[string]string) error {
	p := s.rooms.Texts.Printer("en", time.UTC)
	if !p.Has("message."+text+".subject") || !p.Has("message."+text+".body") {
		return fmt.Errorf("there is no message %q in the catalogue", text)
	}
	for name, arg := range args {
		if _, err := s.value(arg); err != nil {
			return fmt.Errorf("message %s, argument %s: %w", text, name, err)
		}
	}
	return nil
}

// written is a message in words.
type written struct {
	subject, body string
}

// write puts a message into the words of its reader. A text may have a variant
// for when an argument is not there, such as message.group-postponed.body.no-by.
func (s *Service) write(p i18n.Printer, called, sender, text string, args map[string]string) (written, error) {
	if err := s.check(text, args); err != nil {
		return written{}, err
	}
	var list []any
	for name, arg := range args {
		v, err := s.value(arg)
		if err != nil {
			return written{}, err
		}
		if day, ok := v.(civil.Date); ok {
			v = p.DateLong(day)
		}
		list = append(list, name, v)
	}
	key := "message." + text + ".body"
	for _, name := range s.rooms.Texts.Args(key) {
		if args[name] == "" && p.Has(key+".no-"+name) {
			key += ".no-" + name
			break
		}
	}
	// A link that has done its work is gone from what is kept.
	if _, ok := args[linkArg]; !ok {
		list = append(list, linkArg, p.T("message.link-gone"))
	}
	body := p.T(key, list...)
	parts := []string{greeting(p, called), strings.TrimSpace(body)}
	if sender != "" {
		parts = append(parts, oneLine(sender))
	}
	return written{
		subject: oneLine(p.T("message."+text+".subject", list...)),
		body:    strings.Join(parts, "\n\n") + "\n",
	}, nil
}

// mostGreeted is the longest name a message greets with: longer is a sentence.
const mostGreeted = 60

// opens finds what mail programs make a link of.
var opens = regexp.MustCompile(`[/\\@:]|\S\.\pL{2}`)

// greeting begins a message. What to call somebody is typed by whoever asks, and
// so is the address it goes to: what is no plain name is left out, or anybody could
// send anybody a sentence of theirs from our mailbox.
func greeting(p i18n.Printer, called string) string {
	called = oneLine(called)
	if called == "" || utf8.RuneCountInString(called) > mostGreeted || opens.MatchString(called) {
		return p.T("message.hello.no-name")
	}
	return p.T("message.hello", "name", called)
}

// blank takes a link out of a text that stays in the outbox.
func (s *Service) blank(p i18n.Printer, body string, args map[string]string) string {
	if args[linkArg] == "" || s.settings.KeepLinks {
		return body
	}
	return strings.ReplaceAll(body, s.settings.Base+args[linkArg], p.T("message.link-gone"))
}

// withoutLink is the arguments without what opens something.
func withoutLink(args map[string]string) map[string]string {
	out := make(map[string]string, len(args))
	for name, arg := range args {
		if name != linkArg {
			out[name] = arg
		}
	}
	return out
}

// oneLine keeps a name from becoming a header or a second paragraph.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func isOne(text string, of []string) bool { return slices.Contains(of, text) }
