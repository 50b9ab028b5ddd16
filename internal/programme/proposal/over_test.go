package proposal

import (
	"testing"

	"holdfast/internal/programme"
)

func TestAPlanOffersMoreThanIsFreeWhereFamiliesSayNo(t *testing.T) {
	b := board(seeker(1, 90, programme.Wishes{}), seeker(2, 90, programme.Wishes{}), seeker(3, 90, programme.Wishes{}), seeker(4, 90, programme.Wishes{}))
	group := b.Groups[0].ID // two places are free
	b.Over, b.Answers = map[programme.GroupID]int{group: 1}, map[programme.PlaceState]int{programme.Accepted: 14, programme.Declined: 6}
	got, err := set(b).solve(nil)
	must(err)
	if n := got.sheet.Reach().Placed; n != 3 {
		t.Errorf("%d families for two places and one more", n)
	}
	if got.sheet.OverIn(group) != 1 || got.sheet.Rate != 0.7 {
		t.Errorf("the plan says %+v at a rate of %v", got.sheet.Over, got.sheet.Rate)
	}
}
