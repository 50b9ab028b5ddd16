package plan

import "slices"

// Fits reports whether a new placement could make this pair, were nobody else there: all
// but places and who is kept apart.
func (in *Instance) Fits(f *Family, g *Group) bool {
	return f.Programme == g.Programme && !g.Starts.Before(f.Opens) && !g.Starts.After(f.Closes) &&
		in.Today.DaysUntil(g.Starts) >= in.NoticeDays &&
		slices.Contains(f.Languages, g.Language) && slices.Contains(f.Modes, g.Mode) && slices.Contains(f.Slots, g.Slot) &&
		(g.Mode != InPerson || slices.Contains(f.Sites, g.Site)) && !slices.Contains(f.Declined, g.ID)
}
