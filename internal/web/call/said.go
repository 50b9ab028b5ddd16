package call

import (
	"holdfast/internal/notify"
	"holdfast/internal/web/page"
)

// said ticks one off: they were told by voice.
func (p *Pages) said(r *page.Request) (page.Reply, error) {
	var id notify.MessageID
	if err := page.PathID(r, "message", &id); err != nil {
		return page.Reply{}, err
	}
	if err := p.Notify.MarkSaid(r.Context(), r.Who, id); err != nil {
		return page.Reply{}, err
	}
	return page.SeeOther(page.TodayPage).Tell("told.said", id.String()), nil
}
