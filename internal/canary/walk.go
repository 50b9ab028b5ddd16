package canary

// Walk is one whole go through the house: everybody crawls, everybody guesses,
// something is written about those it is about, and what was shown is taken back.
type Walk struct {
	Town  *Town
	Reach Reach
	// Shard and Shards split what is guessed and written; everybody crawls in every
	// shard, because what one was led to another guesses. Zero shards are one.
	Shard, Shards int
	// Told is given every leak as it is found; it may end the test.
	Told func(Leak)
}

// Go walks.
func (w Walk) Go() {
	for _, v := range w.Town.Viewers {
		w.tell(w.Town.Crawl(v, w.Reach))
	}
	for i, v := range w.Town.Viewers {
		if w.mine(i) {
			w.tell(w.Town.Guess(v, w.Reach))
		}
	}
	w.tell(w.Town.Left())
	stirred := 0
	for i, o := range w.Town.Stirrable() {
		if w.mine(i) && stirred < w.Reach.Stirred {
			stirred++
			w.tell(w.Town.Calm(o, w.Reach))
		}
	}
	w.tell(w.Town.TakeBack())
	w.tell(w.Town.Left())
}

func (w Walk) mine(i int) bool { return w.Shards < 2 || i%w.Shards == w.Shard }

func (w Walk) tell(leaks []Leak) {
	for _, l := range leaks {
		w.Told(l)
	}
}
