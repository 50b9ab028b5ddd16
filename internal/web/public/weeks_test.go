package public_test

import (
	"net/http"
	"net/url"
	"testing"
)

func TestAProgrammeForThoseWhoExpectSpeaksOfWeeks(t *testing.T) {
	h := open(t)
	page := h.Browser().Get(harbour + "?programme=baby-steps").Is(http.StatusOK)
	says(t, page, "Baby Steps", "26 to 30 weeks pregnant at the first session", "Up to 8 couples", "9 sessions of 120 minutes, and 2 times just with you")
	page.Has(`a[href="/s/harbour-lane/ask?programme=baby-steps"]`)
	h.Browser().Get(harbour + "?programme=nothing").Is(http.StatusNotFound)
	for _, tt := range []struct {
		name  string
		steps []step
		says  []string
	}{
		{"somebody in week 22 is in good time", expecting(22), []string{"You are in good time", "You can start a group from"}},
		{"somebody in week 35 is told kindly", expecting(35), []string{"It is too late in your pregnancy for these groups", "26 to 30 weeks pregnant", "What else there is"}},
		{"somebody whose baby is here too", born(today.AddDays(-30), "1")[:3], []string{"These groups are for those who are expecting a baby"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := h.Browser()
			b.Post(harbour+"/ask?programme=baby-steps", nil).Is(http.StatusSeeOther)
			h.goes(b, tt.steps...)
			fits := b.Get(harbour + "/ask/fits").Is(http.StatusOK)
			says(t, fits, tt.says...)
			if n := fits.Doc().Find(".age").Length(); n != 0 {
				t.Errorf("%d bars of an age nobody has yet", n)
			}
		})
	}
}

// expecting are the first answers of somebody so many weeks pregnant today.
func expecting(weeks int) []step {
	return []step{
		{"1", url.Values{"birth": {"expected"}}}, {"2", date(today.AddDays(280 - weeks*7))}, {"3", url.Values{"babies": {"1"}}},
	}
}
