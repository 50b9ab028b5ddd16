package replay

// Run goes through a history under a policy.
func Run(h *History, p Policy) (Report, Decisions) {
	w := newWorld(h)
	for w.week = range h.Weeks {
		w.today = epoch.DaysUntil(h.Begins) + 7*w.week
		w.refer()
		w.reply()
		w.start()
		w.leave()
		w.announce()
		p.Open(w)
		p.Offer(w)
	}
	return w.report(), w.decided
}

func (w *World) refer() {
	known := w.known()
	for i := range known {
		if known[i].state == unknown {
			known[i].state = waiting
		}
	}
}

// reply has last week's offers answered.
func (w *World) reply() {
	known := w.known()
	for i := range known {
		m := &known[i]
		if m.state != offered {
			continue
		}
		g := m.group
		g.held -= m.Size
		if w.h.Luck.u(m.ID, g.kind, "accept") >= w.h.Luck.Decline {
			m.state = accepted
			g.taken += m.Size
			continue
		}
		m.group = nil
		m.declined = append(m.declined, g)
		m.state = waiting
		if w.h.Luck.u(m.ID, g.kind, "stay") >= w.h.Luck.Stay {
			m.state = withdrew
		}
	}
}

// start begins the groups whose day has come since last week, or cancels those below their minimum.
func (w *World) start() {
	for _, g := range w.groups {
		if g.begun || g.starts > w.today {
			continue
		}
		g.begun = true
		g.cancelled = g.taken < g.Minimum
		for _, i := range g.members {
			m := &w.list[i]
			switch {
			case m.group != g || m.state != accepted:
			case g.cancelled:
				m.state, m.group = waiting, nil
			case w.h.Luck.u(m.ID, g.kind, "show") >= w.h.Luck.NoShow:
				m.state, m.waited = served, float64(g.starts-m.since)/7
			default:
				m.state = noShow
			}
		}
	}
}

// leave lets waiting families grow out or give up.
func (w *World) leave() {
	known := w.known()
	for i := range known {
		m := &known[i]
		switch {
		case m.state != waiting:
		case m.closes < w.today:
			m.state = agedOut
		case m.givesUp <= w.today:
			m.state = withdrew
		}
	}
}
