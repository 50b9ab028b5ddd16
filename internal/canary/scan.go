package canary

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Leak is a word met by somebody who may not meet it, or a difference that tells
// them what is hidden.
type Leak struct {
	Viewer string
	Where  string // the method and address, or what else carried it
	What   string
}

func (l Leak) String() string { return fmt.Sprintf("%s: %s, at %s", l.Viewer, l.What, l.Where) }

var (
	wordPattern   = regexp.MustCompile(`qx(?:[bdfgklmnprstvz][aeiou]){5}`)
	numberPattern = regexp.MustCompile(`7(?:[\s\x{a0}\x{202f}\-]*[0-9]){9}`)
	notDigit      = regexp.MustCompile(`[^0-9]`)
)

// found are the facts whose words stand in a text, each once.
func (t *Town) found(text string) []Fact {
	var out []Fact
	seen := map[string]bool{}
	note := func(word string) {
		if f, known := t.words[word]; known && !seen[word] {
			seen[word] = true
			out = append(out, f)
		}
	}
	for _, w := range wordPattern.FindAllString(strings.ToLower(text), -1) {
		note(w)
	}
	for _, n := range numberPattern.FindAllString(text, -1) {
		note("0" + notDigit.ReplaceAllString(n, ""))
	}
	return out
}

// scan lists what a viewer met in a text and may not meet. What they typed
// themselves into the address may come back.
func (t *Town) scan(v Viewer, where, text string) []Leak {
	var out []Leak
	_, target, _ := strings.Cut(where, " ")
	typed := strings.ToLower(target)
	if u, err := url.QueryUnescape(typed); err == nil {
		typed = u
	}
	for _, f := range t.found(text) {
		if strings.Contains(typed, strings.ToLower(f.Word)) {
			continue
		}
		t.met[f.Kind] = true
		if t.Policy.shuts(target) || !meets(t.Policy.Facts[f.Kind], t.stands(v, f.Owner)) {
			out = append(out, Leak{Viewer: v.Name, Where: t.named(where), What: fmt.Sprintf("meets the %s of %s (%s)", f.Kind, f.Owner, f.Word)})
		}
	}
	return out
}

// named puts in place of every identifier whose it is, for whoever reads about it.
func (t *Town) named(where string) string {
	for _, id := range uuidPattern.FindAllString(where, -1) {
		if thing, known := t.byID[id]; known {
			where = strings.ReplaceAll(where, id, "{"+thing.Kind+" of "+string(thing.Owner)+"}")
		}
	}
	return where
}

// Left looks through what left the house, and what is kept for operators: mail, log
// and audit, jobs. Whoever reads a mailbox is its owner; the others are nobody.
func (t *Town) Left() []Leak {
	var out []Leak
	for _, m := range t.mail.Mails() {
		reader := Viewer{Name: "whoever opens the mail to " + strings.Join(m.To, " ")}
		for _, f := range t.found(strings.Join(m.To, " ")) {
			reader.Owner = f.Owner
			reader.Roles = []string{"caregiver"}
		}
		text := m.Header.Get("From") + "\n" + m.Header.Get("Subject") + "\n" + m.Body
		out = append(out, t.scan(reader, "mail "+m.Header.Get("Subject"), text)...)
		for _, name := range []string{"Service at", "Baby Love"} {
			if strings.Contains(text, name) {
				out = append(out, Leak{Viewer: reader.Name, Where: "mail " + m.Header.Get("Subject"), What: "is told of " + name})
			}
		}
	}
	if len(t.mail.Mails()) == 0 {
		out = append(out, Leak{Viewer: "nobody", Where: "mail", What: "got any: nothing was tried"})
	}
	operator := Viewer{Name: "an operator"}
	out = append(out, t.scan(operator, "log", t.log.String())...)
	for _, q := range []struct{ name, query string }{
		{"the audit", `SELECT action || ' ' || kind || ' ' || thing || ' ' || detail FROM audit_event ORDER BY id`},
		{"the jobs", `SELECT kind || ' ' || payload || ' ' || error FROM job ORDER BY id`},
		{"the attempts", `SELECT key FROM attempt ORDER BY key`},
	} {
		out = append(out, t.scan(operator, q.name, strings.Join(t.column(q.query), "\n"))...)
	}
	return out
}

// Gaps says what of the policy a walk did not try: a kind of fact that nobody has,
// or that nobody was ever shown, a kind of thing that is not there, a standing that
// nobody can have. What no page shows anybody tests nothing.
func (t *Town) Gaps() []string {
	var out []string
	for kind, may := range t.Policy.Facts {
		switch unshown := slices.Contains(t.Policy.Unshown, kind); {
		case !t.met[kind] && !unshown:
			out = append(out, fmt.Sprintf("nobody was ever shown a %s: that others are not shows nothing", kind))
		case t.met[kind] && unshown:
			out = append(out, fmt.Sprintf("policy.yaml says that no page shows a %s, and one does", kind))
		}
		out = append(out, unknown(kind, may)...)
	}
	for kind, may := range t.Policy.Things {
		if !slices.ContainsFunc(t.Things, func(thing Thing) bool { return thing.Kind == kind }) {
			out = append(out, fmt.Sprintf("there is no %s to guess at", kind))
		}
		out = append(out, unknown(kind, may)...)
	}
	slices.Sort(out)
	return out
}

func unknown(kind string, may []Standing) []string {
	var out []string
	for _, s := range may {
		if !slices.Contains([]Standing{Self, Carer, Parted, Member, Shown, Known, Practitioner, Coordinator, Lead, Administrator, AnyStaff}, s) {
			out = append(out, fmt.Sprintf("a %s may be met by %q: nobody stands so", kind, s))
		}
	}
	return out
}
