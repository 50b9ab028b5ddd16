package safety

import (
	"testing"
	"time"

	"holdfast/internal/civil"
	"holdfast/internal/family"
)

func TestWhenSafeContactIsAskedAgain(t *testing.T) {
	zone := london(t)
	asked := time.Date(2027, 1, 10, 12, 0, 0, 0, time.UTC)
	safe := []SafeContact{{Channel: family.Email, AskedAt: asked}, {Channel: family.Call, Safe: true, AskedAt: asked}}
	today := civil.New(2027, 2, 9)
	for _, tt := range []struct {
		name   string
		ways   []SafeContact
		c      changes
		putOff civil.Date
		today  civil.Date
		want   Again
	}{
		{"nobody has asked at all", nil, changes{}, civil.Date{}, today, NeverAsked},
		{"asked a month ago", safe, changes{}, civil.Date{}, today, NotAgain},
		{"the day before it is ninety days", safe, changes{}, civil.Date{}, civil.New(2027, 4, 9), NotAgain},
		{"ninety days ago", safe, changes{}, civil.Date{}, civil.New(2027, 4, 10), LongAgo},
		{"a birth was written down since", safe, changes{birth: asked.Add(time.Hour)}, civil.Date{}, today, AfterBirth},
		{"a birth that was known when it was asked", safe, changes{birth: asked.Add(-time.Hour)}, civil.Date{}, today, NotAgain},
		{"another carer joined since", safe, changes{joined: civil.New(2027, 1, 11)}, civil.Date{}, today, AfterJoined},
		{"another carer who was there on the day", safe, changes{joined: civil.New(2027, 1, 10)}, civil.Date{}, today, NotAgain},
		{"not now, until tomorrow", safe, changes{birth: asked.Add(time.Hour)}, today.AddDays(1), today, NotAgain},
		{"not now, until today", safe, changes{birth: asked.Add(time.Hour)}, today, today, AfterBirth},
		{"who stopped every way is left alone", []SafeContact{{Channel: family.Call, AskedAt: asked}}, changes{}, civil.Date{}, civil.New(2028, 2, 9), NotAgain},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := askAgain(tt.ways, tt.c, tt.putOff, tt.today, zone); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}
