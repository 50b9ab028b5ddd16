package canary

import (
	"fmt"
	"strings"
)

// languages are given one to each adult who is asked anything.
var languages = strings.Fields("fr de es it pt pl ro nl sv da fi el cs sk hu bg hr sl et lv lt mt ga cy is nb uk ru tr ar fa ur hi bn ta te ml kn mr gu pa si ne my th vi id ms sw so am ti yo ig ha zu xh af sq mk sr bs ka hy az kk")

// checkInWording is the check-in in a language, with a word in everything that can
// be ticked.
func checkInWording(language, word string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `instrument: checkin
version: "1"
language: %s
title: A week
licence: Apache-2.0
attribution: Written for a test.
readers: Those who lead the group.
caution: Not a test of anybody.
closing: Thank you.
options: [%[2]s one, %[2]s two, %[2]s three, %[2]s four, %[2]s five]
items:
`, language, word)
	for n := 1; n <= 6; n++ {
		fmt.Fprintf(&b, "  - {number: %d, text: Question %d.}\n", n, n)
	}
	return b.String()
}
