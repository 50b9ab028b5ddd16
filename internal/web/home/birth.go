package home

import (
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/web/ahead"
	"holdfast/internal/web/form"
	"holdfast/internal/web/page"
	"holdfast/internal/web/ui"
)

// birthPage is where a caregiver says that their baby is here. Its address says
// nothing.
const birthPage = "/home/news"

// tellFrom is the week of pregnancy from which the home page offers to tell a birth.
const tellFrom = 22

// ownBabies are the caregiver's own babies who live, each once.
func (p *Pages) ownBabies(r *page.Request) ([]family.Person, error) {
	dyads, err := p.ownDyads(r)
	return babiesOf(dyads), err
}

// ownDyads are the caregiver with each of those babies.
func (p *Pages) ownDyads(r *page.Request) ([]family.Dyad, error) {
	mine, err := p.Families.Mine(r.Context(), r.Who)
	return slices.DeleteFunc(mine, func(d family.Dyad) bool { return !d.Infant.Lost.IsZero() }), err
}

func babiesOf(dyads []family.Dyad) (out []family.Person) {
	for _, d := range dyads {
		out = append(out, d.Infant)
	}
	return out
}

func expectedOf(babies []family.Person) []family.Person {
	return slices.DeleteFunc(slices.Clone(babies), func(b family.Person) bool { return !b.Born.IsZero() })
}

type birthView struct {
	Question ui.Question
	Title    string
	Lead     string
	Controls []templ.Component
}

// birth asks which baby, the day, and the name if they like.
func (p *Pages) birth(r *page.Request) (page.Reply, error) {
	babies, err := p.ownBabies(r)
	if err != nil {
		return page.Reply{}, err
	}
	expected := expectedOf(babies)
	if len(expected) == 0 {
		return page.SeeOther(datesAddress), nil
	}
	return page.HTML(birthPageView(narrow(r, r.Print.T("home.page-title")), newBirth(r, expected, form.New().Show(r.Print, nil), nil))), nil
}

func newBirth(r *page.Request, expected []family.Person, shown *form.Shown, problem error) birthView {
	t := r.Print.T
	v := birthView{Title: t("birth.title"), Lead: t("birth.lead"), Question: ui.Question{
		Back: ui.Back{Label: t("home.back"), Href: page.HomePage}, Summary: shown.Summary(), Action: birthPage,
		Submit: ui.Button{Label: t("birth.look")}, Others: []ui.Link{{Label: t("birth.not"), Href: page.HomePage}},
	}}
	if len(expected) == 1 {
		v.Question.Hidden = map[string]string{"baby": expected[0].ID.String()}
	} else {
		var which []ui.Choice
		for i, b := range expected {
			which = append(which, ui.Choice{Value: b.ID.String(), Label: expectedWords(r, b, i+1, len(expected))})
		}
		v.Controls = append(v.Controls, shown.Choices(ui.Radios, "baby", t("birth.which"), which...))
	}
	name := shown.Field("name", t("birth.name"))
	name.Dir, name.Hint = "auto", t("birth.name.hint")
	v.Controls = append(v.Controls, shown.Date("born", t("birth.born")), name)
	if slices.ContainsFunc(fault.ProblemsOf(problem), func(p fault.Problem) bool { return p.Key == family.AskLate }) {
		v.Controls = append(v.Controls, shown.Check("sure", t("birth.late.sure")))
	}
	return v
}

// expectedWords tells babies apart who are not born: by name where there is one,
// else by their due date, and twins by number.
func expectedWords(r *page.Request, b family.Person, n, of int) string {
	switch {
	case b.Called != "":
		return b.Called
	case of > 1:
		return r.Print.T("birth.expected.nth", "n", n, "day", r.Print.DateIn(r.Today, b.Due))
	}
	return r.Print.T("birth.expected", "day", r.Print.DateIn(r.Today, b.Due))
}

// postBirth shows what would move, and with one more yes writes it down.
func (p *Pages) postBirth(r *page.Request) (page.Reply, error) {
	in, err := form.Read(r.Request)
	if err != nil {
		return page.Reply{}, err
	}
	babies, err := p.ownBabies(r)
	if err != nil {
		return page.Reply{}, err
	}
	told := family.NewBirth{
		Day: in.Date("born"), Name: in.Text("name", family.NameLimit), Sure: family.Sure(in.Ticked("sure")),
	}
	baby, err := chosenBaby(in, babies)
	if err == nil {
		err = in.Check()
	}
	if form.Shows(err) {
		return p.birthAgain(r, babies, in, err)
	}
	if err != nil {
		return page.Reply{}, err
	}
	told.Infant = baby.ID
	if at := in.Text("instead", 36); at != "" {
		if err := told.Instead.UnmarshalText([]byte(at)); err != nil {
			return page.Reply{}, fault.NotFoundf("fact of the form: %w", err)
		}
	}
	if in.Ticked("save") || !told.Instead.IsZero() {
		return p.writeBirth(r, babies, baby, in, told)
	}
	moves, err := p.Programmes.PreviewBirth(r.Context(), r.Who, baby, told)
	if asksEarly(err) {
		return page.HTML(earlyPage(narrow(r, r.Print.T("home.page-title")), newEarly(r, told))), nil
	}
	if form.Shows(err) {
		return p.birthAgain(r, babies, in, err)
	}
	if err != nil {
		return page.Reply{}, err
	}
	reader := ahead.Reader{Print: r.Print, Today: r.Today}
	return page.HTML(birthPreviewPage(narrow(r, r.Print.T("home.page-title")), newBirthPreview(r, told, reader.Changes(moves)))), nil
}

// chosenBaby is the baby of the form among their own; a baby who was born meanwhile
// is one of them, since the other parent may have told of it.
func chosenBaby(in *form.Values, babies []family.Person) (family.Person, error) {
	chosen := in.Text("baby", 36)
	i := slices.IndexFunc(babies, func(b family.Person) bool { return b.ID.String() == chosen })
	switch {
	case chosen == "":
		return family.Person{}, fault.Check(fault.At("baby", "birth.which.missing"))
	case i < 0:
		return family.Person{}, fault.NotFoundf("baby of the form among their own")
	}
	return babies[i], nil
}

func asksEarly(err error) bool {
	return slices.ContainsFunc(fault.ProblemsOf(err), func(p fault.Problem) bool { return p.Key == family.AskEarly })
}

func (p *Pages) birthAgain(r *page.Request, babies []family.Person, in *form.Values, err error) (page.Reply, error) {
	expected := expectedOf(babies)
	if len(expected) == 0 {
		return page.SeeOther(page.HomePage).Tell("told.birth-there", ""), nil
	}
	f := narrow(r, r.Print.T("home.page-title"))
	f.Failed = true
	return page.Invalid(birthPageView(f, newBirth(r, expected, in.Show(r.Print, err), err))), nil
}

// writeBirth writes the birth down. Where another day is written already both are
// shown, and one is chosen.
func (p *Pages) writeBirth(r *page.Request, babies []family.Person, baby family.Person, in *form.Values, told family.NewBirth) (page.Reply, error) {
	got, err := p.Families.RecordBirth(r.Context(), r.Who, told)
	if form.Shows(err) {
		return p.birthAgain(r, babies, in, err)
	}
	if err != nil {
		return page.Reply{}, err
	}
	switch got.State {
	case family.There:
		return page.SeeOther(datesAddress).Tell("told.birth-there", ""), nil
	case family.Differs:
		return page.Status(409, differsPage(narrow(r, r.Print.T("home.page-title")), newDiffers(r, told, got.Stands))), nil
	}
	return page.SeeOther(datesAddress).Tell("told.birth", ""), nil
}

// hiddenBirth carries what was told from one page to the next.
func hiddenBirth(in family.NewBirth) map[string]string {
	out := map[string]string{
		"baby": in.Infant.String(), "name": in.Name, "born-day": strconv.Itoa(in.Day.Day()), "born-month": strconv.Itoa(int(in.Day.Month())), "born-year": strconv.Itoa(in.Day.Year()),
	}
	if in.Sure {
		out["sure"] = "1"
	}
	return out
}

type birthPreviewView struct {
	Back    ui.Back
	Title   string
	Lead    string
	Moves   []ahead.Moved
	May     string // after what need not be come to
	Nothing string
	Stays   []string
	Action  string
	Hidden  map[string]string
	Save    ui.Button
	Change  ui.Link
}

func newBirthPreview(r *page.Request, in family.NewBirth, moves []ahead.Moved) birthPreviewView {
	t := r.Print.T
	v := birthPreviewView{
		Back: ui.Back{Label: t("ask.back"), Href: birthPage}, Title: t("birth.preview"), Lead: t("birth.preview.day", "day", r.Print.DateYear(in.Day)),
		Moves: moves, Stays: []string{t("birth.preview.stays"), t("birth.preview.others")}, Action: birthPage, Hidden: hiddenBirth(in),
		Save: ui.Button{Label: t("birth.save"), Name: "save", Value: "1"}, Change: ui.Link{Label: t("birth.change"), Href: birthPage, Tap: true},
	}
	if in.Name != "" {
		v.Lead = t("birth.preview.named", "name", in.Name, "day", r.Print.DateYear(in.Day))
	}
	switch {
	case len(moves) == 0:
		v.Nothing = t("birth.preview.nothing")
	case moves[0].Heading == t("birth.moves.left"):
		v.May = t("birth.preview.may-come")
	}
	return v
}

type askView struct {
	Back   ui.Back
	Title  string
	Text   string
	Action string
	Hidden map[string]string
	Acts   []ui.Button
	Other  ui.Link
}

// newEarly asks about a day that is a slip, a very small baby, or a loss that was
// told in the only place at hand.
func newEarly(r *page.Request, in family.NewBirth) askView {
	t, hidden := r.Print.T, hiddenBirth(in)
	hidden["sure"] = "1"
	return askView{
		Back: ui.Back{Label: t("ask.back"), Href: birthPage}, Title: t("birth.early.title"), Text: t("birth.early.text", "day", r.Print.DateYear(in.Day)),
		Action: birthPage, Hidden: hidden,
		Acts: []ui.Button{
			{Label: t("birth.early.ring"), Href: RingPage}, {Label: t("birth.early.sure"), Kind: ui.Outline},
		},
		Other: ui.Link{Label: t("birth.change"), Href: birthPage, Tap: true},
	}
}

// newDiffers shows the two days that were told, for one of them to be chosen.
func newDiffers(r *page.Request, in family.NewBirth, stands family.Fact) askView {
	t, hidden := r.Print.T, hiddenBirth(in)
	there, yours := r.Print.DateYear(stands.Born), r.Print.DateYear(in.Day)
	return askView{
		Back: ui.Back{Label: t("ask.back"), Href: birthPage}, Title: t("birth.differs.title"), Text: t("birth.differs.text", "there", there, "yours", yours),
		Action: birthPage, Hidden: hidden,
		Acts: []ui.Button{
			{Label: t("birth.differs.yours", "day", yours), Kind: ui.Outline, Name: "instead", Value: stands.ID.String()},
			{Label: t("birth.differs.there", "day", there), Kind: ui.Outline, Href: datesAddress},
		},
	}
}

// postUndoBirth takes back what the caregiver wrote down themselves.
func (p *Pages) postUndoBirth(r *page.Request) (page.Reply, error) {
	var fact family.FactID
	if err := fact.UnmarshalText([]byte(r.PathValue("fact"))); err != nil {
		return page.Reply{}, fault.NotFoundf("fact of the address: %w", err)
	}
	if err := p.Families.Undo(r.Context(), r.Who, fact); err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(datesAddress).Tell("told.birth-undone", ""), nil
}

// ownFact is the birth of a baby that this caregiver can still take back.
func (p *Pages) ownFact(r *page.Request, baby family.Person) (family.Fact, bool, error) {
	if baby.Born.IsZero() {
		return family.Fact{}, false, nil
	}
	all, err := p.Families.Facts(r.Context(), r.Who, baby.ID)
	if err != nil {
		return family.Fact{}, false, err
	}
	for _, f := range slices.Backward(all) {
		if f.Stands() && f.Born == baby.Born && f.MayUndo(r.Who) {
			return f, true, nil
		}
	}
	return family.Fact{}, false, nil
}

// birthPart offers to tell a birth; where one of twins is here it asks after the
// other, kindly.
func birthPart(r *page.Request, babies []family.Person) []homePart {
	t := r.Print.T
	for _, b := range expectedOf(babies) {
		if slices.ContainsFunc(babies, func(o family.Person) bool { return !o.Born.IsZero() && family.OfOnePregnancy(o, b) }) {
			return []homePart{{Title: t("birth.twin"), Lines: []string{t("birth.twin.text")}, Link: &ui.Link{Label: t("birth.twin.tell"), Href: birthPage, Tap: true}}}
		}
	}
	return []homePart{{Link: &ui.Link{Label: t("birth.tell"), Href: birthPage, Tap: true}}}
}

// mayTell reports whether the home page offers to tell a birth.
func mayTell(babies []family.Person, today civil.Date) bool {
	return slices.ContainsFunc(expectedOf(babies), func(b family.Person) bool {
		return b.Due.IsZero() || civil.GestationAt(b.Due, today).Weeks() >= tellFrom
	})
}
