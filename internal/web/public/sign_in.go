package public

import (
	"strings"

	"holdfast/internal/identity"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// signIn is the door for staff. Caregivers come by the link in their message.
func (p *Pages) signIn(r *page.Request) (page.Reply, error) {
	next := page.SafeNext(r.URL.Query().Get("next"), page.TodayPage)
	switch {
	case r.Who.IsStaff():
		return page.SeeOther(next), nil
	case r.Who.SignedIn():
		return page.SeeOther(page.HomePage), nil
	case next == page.HomePage, strings.HasPrefix(next, page.HomePage+"/"):
		return page.SeeOther(linkPage + "?ended"), nil
	}
	return page.HTML(signInPage(narrow(r, r.Print.T("sign-in.title")), newSignIn(r, form.New().Show(r.Print, nil), next))), nil
}

func (p *Pages) postSignIn(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	next := page.SafeNext(in.Text("next", 2000), page.TodayPage)
	give := identity.SignIn{
		Email: in.Text("email", 254), Password: in.Secret("password", 1000), Code: in.Text("code", 12), From: r.From(),
	}
	var token string
	if err = in.Check(); err == nil {
		token, err = p.accounts.SignIn(r.Context(), give)
	}
	if form.Shows(err) {
		f := narrow(r, r.Print.T("sign-in.title"))
		f.Failed = true
		return page.Invalid(signInPage(f, newSignIn(r, in.Show(r.Print, err), next))), nil
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SignedIn(next, token, 0), nil
}

// postSignOut ends the login on the server, then forgets it here.
func (p *Pages) postSignOut(r *page.Request) (page.Reply, error) {
	if token := r.LoginToken(); token != "" {
		if err := p.accounts.SignOut(r.Context(), token); err != nil {
			return page.Reply{}, err
		}
	}
	return page.SignedOut("/"), nil
}

type signInView struct {
	Title, Lead           string
	Summary               *ui.ErrorSummary
	Action                string
	Next                  string
	Email, Password, Code ui.Field
	Submit                ui.Button
	Forgot                string
	Caregiver             ui.Link
}

func newSignIn(r *page.Request, s *form.Shown, next string) signInView {
	t := r.Print.T
	v := signInView{
		Title: t("sign-in.title"), Lead: t("sign-in.lead"), Summary: s.Summary(), Action: page.SignInPage, Next: next,
		Email: s.Field("email", t("sign-in.email")), Password: s.Field("password", t("sign-in.password")), Code: s.Field("code", t("sign-in.code")),
		Submit: ui.Button{Label: t("sign-in.submit")}, Forgot: t("sign-in.forgot"), Caregiver: ui.Link{Label: t("sign-in.caregiver"), Href: linkPage, Tap: true},
	}
	v.Email.Kind, v.Email.Auto, v.Email.Width = ui.EmailField, "username", 30
	v.Password.Kind, v.Password.Auto, v.Password.Width, v.Password.Value = ui.PasswordField, "current-password", 30, ""
	v.Code.Kind, v.Code.Auto, v.Code.Width, v.Code.Value = ui.CodeField, "one-time-code", 10, ""
	v.Code.Hint = t("sign-in.code.hint")
	return v
}
