package demo

import (
	"encoding/json"
	"maps"
	"strings"
	"time"

	"holdfast/internal/civil"
	"holdfast/internal/demo/history"
	"holdfast/internal/notify"
)

func (in *rows) lettersOf(t *history.Team) letters {
	zone, err := time.LoadLocation(t.Zone)
	if err != nil {
		zone = time.UTC // the world was made in this zone, so it is there
	}
	return letters{printer: in.load.texts.Printer("en", zone), texts: in.load.texts, sender: t.Sender, base: in.load.baseURL}
}

func (in *rows) addMessage(f *history.Family, m history.Message) {
	args := maps.Clone(m.Args)
	to := f.Adults[m.Adult]
	open := m.Text == "place-offer" && f.Place.Secret != ""
	if _, links := args["link"]; links {
		args["link"] = ""
		if open {
			args["link"] = "/o/" + f.Place.Secret
		}
	}
	address, subject, body := "", "", ""
	if m.State == string(notify.Sent) {
		address = to.Email
		subject, body = in.letters[f.Team].write(m.Text, to.Called, args)
	}
	if args["link"] == "" {
		delete(args, "link")
	}
	text, err := json.Marshal(args)
	if err != nil {
		text = []byte("{}") // a map of strings is always JSON
	}
	in.add(in.message, string(m.ID), string(f.Team), string(to.ID), m.Text, string(text), m.About, string(f.Infants[0].ID), m.MadeAt, m.NotBefore,
		m.State, m.Why, m.Channel, address, subject, body, when(m.At), id(m.SaidBy))
	if m.State == string(notify.Waiting) {
		var d notify.Delivery
		if d.Message.UnmarshalText([]byte(m.ID)) == nil {
			in.deliveries = append(in.deliveries, delivery{notify.DeliverJob, d, m.NotBefore, string(m.ID)})
		}
	}
}

// write puts a message into words as the outbound gate does. A link that was opened
// long ago is gone from the outbox.
func (l letters) write(text, called string, args map[string]string) (subject, body string) {
	p := l.printer
	var list []any
	for name, arg := range args {
		switch day, err := civil.Parse(arg); {
		case err == nil:
			list = append(list, name, p.DateLong(day))
		case name == "link" && arg == "":
			list = append(list, name, p.T("message.link-gone"))
		case name == "link":
			list = append(list, name, l.base+arg)
		default:
			list = append(list, name, clockOr(arg))
		}
	}
	words := "message." + text + ".body"
	for _, name := range l.texts.Args(words) {
		if _, given := args[name]; !given && p.Has(words+".no-"+name) {
			words += ".no-" + name
			break
		}
	}
	parts := []string{p.T("message.hello", "name", called), strings.TrimSpace(p.T(words, list...)), l.sender}
	return p.T("message."+text+".subject", list...), strings.Join(parts, "\n\n") + "\n"
}

func clockOr(arg string) any {
	if c, err := civil.ParseClock(arg); err == nil {
		return c
	}
	return arg
}
