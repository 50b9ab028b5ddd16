package home

import (
	"cmp"
	"slices"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

type keptView struct {
	Back        ui.Back
	Title, Lead string
	Babies      []keptBaby
	Copy        string
}

type keptBaby struct {
	Name  string
	Lines []string
}

// keptLine is one thing that is kept, by its day.
type keptLine struct {
	infant access.PersonID
	day    civil.Date
	words  string
}

// kept is what stays of a baby who was lost: shown to the parent who opens it, and
// nowhere else.
func (p *Pages) kept(r *page.Request) (page.Reply, error) {
	lost, err := p.Families.Remembered(r.Context(), r.Who)
	if err != nil {
		return page.Reply{}, err
	}
	if len(lost) == 0 {
		return page.SeeOther(page.HomePage), nil
	}
	lines, err := p.keptLines(r)
	if err != nil {
		return page.Reply{}, err
	}
	t := r.Print.T
	v := keptView{
		Back: ui.Back{Label: t("home.back"), Href: page.HomePage}, Title: t("loss.kept.title"), Lead: t("loss.kept.lead"), Copy: t("loss.kept.copy"),
	}
	for _, l := range lost {
		baby := keptBaby{Name: cmp.Or(l.Infant.Called, t("loss.kept.baby"))}
		for _, line := range lines {
			if line.infant == l.Infant.ID {
				baby.Lines = append(baby.Lines, line.words)
			}
		}
		if len(baby.Lines) == 0 {
			baby.Lines = []string{t("loss.kept.none")}
		}
		v.Babies = append(v.Babies, baby)
	}
	return page.HTML(keptPageView(narrow(r, t("home.page-title")), v)), nil
}

// keptLines are the sessions they came to and the questions they answered, by day.
func (p *Pages) keptLines(r *page.Request) ([]keptLine, error) {
	t := r.Print.T
	sessions, err := p.Programmes.Remembered(r.Context(), r.Who)
	if err != nil {
		return nil, err
	}
	answers, err := p.Measures.Remembered(r.Context(), r.Who)
	if err != nil {
		return nil, err
	}
	var out []keptLine
	for _, s := range sessions {
		out = append(out, keptLine{s.Infant, s.Day, t("loss.kept.session", "day", r.Print.DateYear(s.Day), "title", s.Title)})
	}
	for _, a := range answers {
		words := t("loss.kept.begun", "title", a.Title)
		if !a.On.IsZero() {
			words = t("loss.kept.answered", "day", r.Print.DateYear(a.On), "title", a.Title)
		}
		out = append(out, keptLine{a.Infant, a.On, words})
	}
	slices.SortStableFunc(out, func(a, b keptLine) int { return a.day.Compare(b.day) })
	return out, nil
}
