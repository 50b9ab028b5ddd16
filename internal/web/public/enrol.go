package public

import (
	"fmt"
	"strings"

	"rsc.io/qr"

	"holdfast/internal/identity"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// enrol is where somebody new to the staff chooses a password and takes up their
// code generator, behind a link that works once.
func (p *Pages) enrol(r *page.Request) (page.Reply, error) {
	return p.showEnrol(r, form.New(), nil)
}

func (p *Pages) postEnrol(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	give := identity.Enrol{Secret: r.PathValue("secret"), Password: in.Secret("password", 1000), Code: in.Text("code", 12), From: r.From()}
	var token string
	if err = in.Check(); err == nil {
		token, err = p.accounts.Enrol(r.Context(), give)
	}
	if form.Shows(err) {
		return p.showEnrol(r, in, err)
	}
	if err != nil {
		return page.Reply{}, err
	}
	return page.SignedIn(page.TodayPage, token, 0), nil
}

type enrolView struct {
	Title, Lead    string
	Summary        *ui.ErrorSummary
	Action         string
	ScanTitle      string
	ScanText       string
	Square         square
	Alt            string
	Facts          ui.SummaryList
	Password, Code ui.Field
	Submit         ui.Button
}

// square is what a code generator scans. It is drawn in the page: a picture in the
// address of an image is what our own policy keeps out.
type square struct {
	Box  string // of the drawing, with the quiet zone that scanners need
	Path string // of its dark dots
}

func squareOf(code *qr.Code) square {
	const quiet = 4
	var path strings.Builder
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x+quiet, y+quiet)
			}
		}
	}
	return square{fmt.Sprintf("0 0 %d %d", code.Size+2*quiet, code.Size+2*quiet), path.String()}
}

func (p *Pages) showEnrol(r *page.Request, in *form.Values, problem error) (page.Reply, error) {
	who, err := p.accounts.Enrolment(r.Context(), r.PathValue("secret"))
	if err != nil {
		return page.Reply{}, err
	}
	code, err := qr.Encode(who.CodeURI, qr.M)
	if err != nil {
		return page.Reply{}, fmt.Errorf("draw enrolment square: %w", err)
	}
	t, s := r.Print.T, in.Show(r.Print, problem)
	v := enrolView{
		Title: t("enrol.title"), Lead: t("enrol.lead", "name", who.Name), Summary: s.Summary(), Action: r.URL.Path,
		ScanTitle: t("enrol.scan"), ScanText: t("enrol.scan.text"), Alt: t("enrol.scan.alt"),
		Square: squareOf(code),
		Facts: ui.SummaryList{Facts: []ui.Fact{
			{Label: t("enrol.account"), Answer: ui.Say(who.Email)},
			{Label: t("enrol.key"), Answer: ui.Say(who.CodeKey)},
		}},
		Password: s.Field("password", t("enrol.password")), Code: s.Field("code", t("sign-in.code")),
		Submit: ui.Button{Label: t("enrol.submit")},
	}
	v.Password.Kind, v.Password.Auto, v.Password.Width, v.Password.Value = ui.PasswordField, "new-password", 30, ""
	v.Password.Hint = t("enrol.password.hint", "n", identity.PasswordMin)
	v.Code.Kind, v.Code.Auto, v.Code.Width, v.Code.Value = ui.CodeField, "one-time-code", 10, ""
	v.Code.Hint = t("enrol.code.hint")
	f := narrow(r, v.Title)
	if s.Failed() {
		f.Failed = true
		return page.Invalid(enrolPage(f, v)), nil
	}
	return page.HTML(enrolPage(f, v)), nil
}
