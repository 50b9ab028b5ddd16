package app

import (
	"context"
	"net/http"
	"sync"

	"holdfast/internal/civil"
	"holdfast/internal/web/home"
	"holdfast/internal/web/pocket"
	"holdfast/internal/web/ui"
)

// elsewhere is where the companion's "Exit this page" leads: it belongs to no one
// service, so it takes none's setting.
const elsewhere = "https://www.bbc.co.uk/weather"

// companionPages is the companion, written when the first carer of a day asks for
// it: the program starts before that, most of its commands never need it, and a
// number to ring that nobody has checked for 90 days is called so from that day on.
func (a *App) companionPages(assets *ui.Assets) http.Handler {
	var mu sync.Mutex
	var made civil.Date
	var pages http.Handler
	today := func() (http.Handler, error) {
		mu.Lock()
		defer mu.Unlock()
		day := civil.Of(a.config.Now())
		if pages != nil && made == day {
			return pages, nil
		}
		content, err := a.Rooms.Companion()
		if err != nil {
			return nil, err
		}
		files, err := pocket.Build(context.Background(), pocket.Edition{
			Content: content, Helplines: a.Rooms.Helplines, Assets: assets, Ring: home.RingPage, ExitURL: elsewhere, Today: day,
		})
		if err != nil {
			return nil, err
		}
		made = day
		pages, err = pocket.Handler(files)
		return pages, err
	}
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		pages, err := today()
		if err != nil {
			a.config.Log.Error("the companion cannot be written", "error", err)
			http.Error(w, "not here just now", http.StatusServiceUnavailable)
			return
		}
		pages.ServeHTTP(w, req)
	})
}
