package public

import "holdfast/internal/web/page"

// A text is a page to read: a title, a lead and short parts.
type text struct {
	Title, Lead string
	Parts       []textPart
}

type textPart struct{ Title, Text string }

func (p *Pages) privacy(r *page.Request) (page.Reply, error) {
	t := r.Print.T
	v := text{Title: t("privacy.title"), Lead: t("privacy.lead")}
	for _, part := range []string{"what", "who", "other", "contact", "safe", "ask", "device"} {
		v.Parts = append(v.Parts, textPart{t("privacy." + part), t("privacy." + part + ".text")})
	}
	return readText(r, v), nil
}

func (p *Pages) accessibility(r *page.Request) (page.Reply, error) {
	t := r.Print.T
	return readText(r, text{
		Title: t("accessibility.title"), Lead: t("accessibility.lead"),
		Parts: []textPart{{Text: t("accessibility.text")}, {Text: t("accessibility.wrong")}},
	}), nil
}

func readText(r *page.Request, v text) page.Reply {
	return page.HTML(textPage(narrow(r, v.Title), v)).Public()
}
