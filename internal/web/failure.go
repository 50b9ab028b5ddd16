package web

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"holdfast/internal/access"
	"holdfast/internal/fault"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

var errNoSuchPage = fault.NotFoundf("no such page")

// trouble is a page that says why not, and what can be done now.
type trouble struct {
	key       string   // of its words: key.title and key.text
	words     []string // more, as the fault carries it
	reference string   // to quote when asking for help
	signIn    string   // where to sign in, when that is what is missing
	again     *resend  // what was posted, to send once more
	back      bool     // going back helps: what was typed is still there
	start     string   // words of the link to where this reader begins
	startAt   string
}

// fail turns an error into its page and gives the log line the error. The
// error's own text is never shown.
func (s *server) fail(w http.ResponseWriter, r *page.Request, err error) {
	t := trouble{words: problems(r, err)}
	code := http.StatusInternalServerError
	switch fault.KindOf(err) {
	case fault.Invalid:
		code, t.key, t.back = http.StatusUnprocessableEntity, "error.invalid", true
	case fault.NotFound:
		// Absent and hidden are one page, to the byte.
		code, t.key = http.StatusNotFound, "error.not-found"
	case fault.Forbidden:
		code, t.key = http.StatusForbidden, "error.forbidden"
		t.words = append(t.words, r.Print.T("error.ask-lead"))
	case fault.Conflict:
		code, t.key, t.back = http.StatusConflict, "error.conflict", true
	case fault.Unavailable:
		blame(w, err)
		w.Header().Set("Retry-After", "10")
		code, t.key, t.again = http.StatusServiceUnavailable, "error.unavailable", posted(r)
	default:
		blame(w, err)
		t.key, t.reference, t.again = "error.internal", r.ID, posted(r)
	}
	s.explain(w, r, code, t)
}

// refuse answers somebody who may not open a route: a visitor signs in first,
// anybody else learns who can help.
func (s *server) refuse(w http.ResponseWriter, r *page.Request) {
	if !r.Who.SignedIn() {
		s.signInFirst(w, r)
		return
	}
	who := helpers(r.Route().Permission())
	t := trouble{key: "error.forbidden"}
	if r.Who.IsStaff() && len(who) > 0 {
		words := make([]string, len(who))
		for i, role := range who {
			words[i] = r.Print.T("error.role." + string(role))
		}
		t.words = []string{r.Print.T("error.ask-role", "roles", r.Print.Either(words))}
	}
	s.explain(w, r, http.StatusForbidden, t)
}

// helpers are the roles of colleagues who could do it.
func helpers(p access.Permission) []access.Role {
	return slices.DeleteFunc(access.Holders(p), func(r access.Role) bool { return r == access.Caregiver })
}

// signInFirst leads a visitor to the sign-in and back. What they had posted is
// kept on a page, to be sent again: a session that ends loses nothing typed.
func (s *server) signInFirst(w http.ResponseWriter, r *page.Request) {
	next := url.Values{"next": {r.URL.RequestURI()}}
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		s.write(w, r, page.SeeOther(page.SignInPage+"?"+next.Encode()))
		return
	}
	if err := r.ParseForm(); err != nil {
		s.fail(w, r, fault.Check(fault.At("", "form.unreadable")))
		return
	}
	s.explain(w, r, http.StatusUnauthorized, trouble{key: "error.signed-out", signIn: page.SignInPage, again: posted(r)})
}

// otherSite answers a form that was sent from another site's page.
func (s *server) otherSite(w http.ResponseWriter, req *http.Request) {
	r, err := s.request(req)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.explain(w, r, http.StatusForbidden, trouble{key: "error.other-site"})
}

// explain writes the page in the frame of the room the reader is in.
func (s *server) explain(w http.ResponseWriter, r *page.Request, code int, t trouble) {
	buf := s.buffers.Get().(*bytes.Buffer)
	defer func() { buf.Reset(); s.buffers.Put(buf) }()
	if err := troubleIn(r, t).Render(r.Context(), buf); err != nil {
		blame(w, err)
		http.Error(w, r.Print.T("error.internal.title")+" "+r.ID, http.StatusInternalServerError)
		return
	}
	s.send(w, r.Request, buf, code, false)
}

func troubleIn(r *page.Request, t trouble) templ.Component {
	title := r.Print.T(t.key + ".title")
	switch {
	case r.Who.IsStaff():
		t.start, t.startAt = r.Print.T("error.to-today"), page.TodayPage
		return inDesk(r.DeskFrame(title, page.Elsewhere), r.Print, t)
	case r.Who.SignedIn():
		// Even a failure says nothing about where the reader is.
		t.start, t.startAt = r.Print.T("error.to-home"), page.HomePage
		f := r.HomeFrame(r.Print.T("error.neutral-title"))
		f.Width = ui.WidthOne
		return inHome(f, r.Print, t)
	}
	t.start, t.startAt = r.Print.T("error.to-front"), "/"
	f := r.PublicFrame(title)
	f.Width = ui.WidthOne
	return inPublic(f, r.Print, t)
}

// problems are the words a fault carries for the person.
func problems(r *page.Request, err error) []string {
	var out []string
	for _, p := range fault.ProblemsOf(err) {
		out = append(out, r.Print.T(p.Key, p.Args...))
	}
	return out
}

// resend is a posted form, held on the page that says it was not taken.
type resend struct {
	action string
	fields []field
}

type field struct{ name, value string }

// posted keeps what was posted, but for secrets and files.
func posted(r *page.Request) *resend {
	if r.Method != http.MethodPost || len(r.PostForm) == 0 || r.MultipartForm != nil {
		return nil
	}
	out := &resend{action: r.URL.RequestURI()}
	for _, name := range sorted(r.PostForm) {
		// What signs somebody in is never written into a page; nor is the rest of such
		// a form worth keeping.
		if strings.HasPrefix(name, "password") || name == "code" {
			return nil
		}
		for _, value := range r.PostForm[name] {
			out.fields = append(out.fields, field{name, value})
		}
	}
	return out
}

func sorted(v url.Values) []string {
	names := make([]string, 0, len(v))
	for name := range v {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
