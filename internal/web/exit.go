package web

import (
	"context"
	"net/url"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/companion"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// weather is where "Exit this page" leads when the service names no other place:
// a page anybody might have open.
const weather = "https://www.bbc.co.uk/weather"

// Exit is the whole of "Exit this page": what it does, the way out, and how to
// cover one's tracks.
func Exit(identity Identity, lines companion.Helplines) []page.Route {
	return []page.Route{
		page.Get(page.ExitPage, access.Anyone, exitExplained),
		page.Get(page.ExitNow, access.Anyone, func(r *page.Request) (page.Reply, error) { return exitNow(r, identity), nil }).Always(),
		page.Get(page.TracksPage, access.Anyone, func(r *page.Request) (page.Reply, error) { return exitTracks(r, lines), nil }),
	}
}

// exitNow is a plain link, so that it works without a script and with one hand;
// it ends the login although it is a GET. Another site cannot use that to sign
// somebody out: the browser says where a request comes from.
func exitNow(r *page.Request, identity Identity) page.Reply {
	if r.Header.Get("Sec-Fetch-Site") == "cross-site" {
		return page.SeeOther(neutral(r.Service.ExitURL))
	}
	if token := r.LoginToken(); token != "" {
		// Leaving must not wait for a database that does not answer: the cookie is
		// gone all the same, and the login runs out by itself.
		ctx, done := context.WithTimeout(r.Context(), time.Second)
		defer done()
		_ = identity.SignOut(ctx, token)
	}
	return page.Leave(neutral(r.Service.ExitURL))
}

// neutral accepts only a whole address of another site.
func neutral(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return weather
	}
	return u.String()
}

func exitExplained(r *page.Request) (page.Reply, error) {
	f := r.HomeFrame(r.Print.T("exit.page-title"))
	f.Width = ui.WidthOne
	return page.HTML(exitPage(f, r.Print, page.SafeNext(r.URL.Query().Get("next"), ""))), nil
}

func exitTracks(r *page.Request, lines companion.Helplines) page.Reply {
	f := r.HomeFrame(r.Print.T("exit.page-title"))
	f.Width = ui.WidthOne
	danger := ui.CareCard{Level: ui.Emergency, Title: r.Print.T("tracks.danger-title")}
	if line, ok := lines.First(companion.Danger); ok {
		danger.Call = &ui.Call{Label: r.Print.T("helpline.ring", "number", line.Number), Href: line.Href()}
	}
	return page.HTML(tracksPage(f, r.Print, danger))
}
