package ui

import (
	"context"
	"io"

	"github.com/a-h/templ"
)

// DrawingName names one of our pictures.
type DrawingName string

// The drawings. Each is one line, one lamp shape out of register, and solids for hair.
const (
	DrawGroup     DrawingName = "group"     // five caregivers with babies, and a dotted place
	DrawHolding   DrawingName = "holding"   // one caregiver with a baby in the arms
	DrawTalking   DrawingName = "talking"   // face to face, taking turns with sounds
	DrawVideo     DrawingName = "video"     // a session on a screen
	DrawPostponed DrawingName = "postponed" // a leaf of the calendar moved on
	DrawOffer     DrawingName = "offer"     // the place is kept: a chair and a cup
	DrawNothing   DrawingName = "nothing"   // nothing yet: the dotted place
	DrawStill     DrawingName = "still"     // loss-neutral: a lit window, nobody in it
	DrawQuestions DrawingName = "questions" // a few questions on a phone
	DrawSent      DrawingName = "sent"      // what you wrote is with us
)

type picture struct{ viewBox, shapes string }

// Drawing is decoration: hidden from those who hear the page. Where a picture teaches, use [DrawingThatSays].
//
// Do: one per page. Don't: a face that grins or weeps, or a picture where words are still missing.
func Drawing(name DrawingName) templ.Component { return draw(name, `aria-hidden="true"`) }

// DrawingThatSays is a picture that teaches; label says the same in words.
func DrawingThatSays(name DrawingName, label string) templ.Component {
	return draw(name, `role="img" aria-label="`+templ.EscapeString(label)+`"`)
}

func draw(name DrawingName, how string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		p := pictures[name]
		_, err := io.WriteString(w, `<svg class="art" viewBox="`+p.viewBox+`" `+how+`>`+p.shapes+`</svg>`)
		return err
	})
}

// The pieces most pictures share: a body is an arch, a baby is a smaller arch held inside it.
const (
	body      = `<path class="ln pf" d="M-36 150c-2-48 10-70 36-70s38 22 36 70"/>`
	eyesShut  = `<path class="ln" d="M-8 60c2 2.5 4 2.5 6 0M2 60c2 2.5 4 2.5 6 0"/>`
	faceRound = `<circle class="ln pf" cy="57" r="18"/>`
	heldBaby  = `<path class="lf" d="M-14 150c0-18 4-32 17-32s15 14 15 32z"/><path class="ln" d="M-16 150c0-18 6-29 16-29s16 11 16 29"/><circle class="ln pf" cy="112" r="10"/><path class="ln" d="M-27 108c-2 16 4 28 15 31M27 108c2 16-4 28-15 31"/>`
	dotted    = `<path class="ln" d="M-36 150c-2-48 10-70 36-70s38 22 36 70M-16 150c0-18 6-29 16-29s16 11 16 29" stroke-dasharray="1 7"/>`
	bun       = `<path class="sf" d="M-18 52c0-26 36-28 36 0-10-1-15-4-18-10-4 6-9 9-18 10z"/><circle class="sf" cx="4" cy="29" r="8"/>`
	beard     = `<path class="ln" d="M-18 50c6-9 30-9 36 0"/><path class="sf" d="M-17 60c2 10 6 20 17 20s15-10 17-20c-5 6-29 6-34 0z"/>`
	scarf     = `<path class="ln lf" d="M0 36c-22 0-25 22-20 40 3 8 9 12 20 12s17-4 20-12c5-18 2-40-20-40zm0 9c12 0 14 9 13 17-1 7-6 12-13 12s-12-5-13-12c-1-8 1-17 13-17z" fill-rule="evenodd"/>`
	crop      = `<path class="sf" d="M-19 56c-3-30 41-32 38-2-8-3-14-7-18-12-4 7-11 11-20 14z"/>`
	long      = `<path class="sf" d="M-20 92c-6-8 0-22-2-34-2-34 46-34 44 0-2 12 4 26-2 34-4-8-4-26-6-38-8 0-16-4-20-10-3 6-6 9-9 11-2 12-1 29-5 37z"/>`
)

func person(at, tilt, hair string) string {
	return `<g transform="` + at + `">` + body + `<g transform="rotate(` + tilt + ` 0 80)">` + faceRound + hair + eyesShut + `</g>` + heldBaby + `</g>`
}

// pictures holds our own drawings only, so they may be written into a page as they are.
var pictures = map[DrawingName]picture{
	DrawGroup: {"0 12 470 146", person("translate(46)", "8", bun) + person("translate(130 -6) scale(1.04)", "-6", beard) +
		person("translate(212 9) scale(.94)", "5", scarf) + `<g transform="translate(286 9) scale(.94)">` + dotted + `</g>` +
		person("translate(360 4.5) scale(.97)", "-8", crop) + person("translate(432 15) scale(.9)", "-4", long) + `<path class="ln" d="M4 151h462"/>`},
	DrawHolding:   {"30 12 190 180", `<path class="lf" d="M166 126c-24-1-64 14-84 36-8 9 2 24 18 27 32 6 80-10 98-40z"/><path class="sf" d="M131 28c-14-15-47-11-51 19-2 14 4 26 12 34 4-12 8-22 18-28 10-5 21-9 21-25z"/><path class="ln" d="M130 28c8 8 10 17 9 25l5 10c1 2 0 3-3 4 1 8-2 15-11 16-4 0-7 0-9-1M93 79c-13 9-35 15-43 43-5 20-2 42 12 54 28 20 92 16 122-8 16-13 22-34 15-54M121 84c1 12 7 19 17 25M126 54c3 3 7 3 9 1"/><circle class="ln pf" cx="176" cy="110" r="19"/><path class="ln" d="M166 112c2 2.5 6 2.5 8 0M160 121c-28 1-62 16-82 40M104 186c20-8 34-20 42-38"/>`},
	DrawTalking:   {"20 10 190 120", `<path class="lf" d="M132 134c0-22 12-34 32-34s38 10 42 34z"/><path class="sf" d="M80 18C56 8 30 22 28 54c-1 18 6 32 16 40 4-14 6-30 18-38 12-7 20-20 18-38z"/><path class="ln" d="M80 19c7 8 9 18 8 27l8 14c1 3 0 4-5 5l2 5-4 2c2 5 2 8-1 11-4 4-10 5-17 3M46 94c-8 8-18 14-22 36M72 88c0 10 4 16 8 20"/><path class="ln" d="M74 44c3 2 6 2 9 0"/><path class="ln pf" d="M141 76c-4 0-5-3-3-6 0-20 12-32 30-32s30 12 30 30-12 32-30 32c-12 0-22-6-25-16"/><path class="if" d="M150 66a2.5 3 0 1 0 .1 0z"/><path class="sf" d="M163 38c2-6 8-8 13-6-3 1-5 3-5 6z"/><circle class="ln" cx="149" cy="84" r="3"/><path class="ln" d="M108 66c5 5 5 13 0 18M118 60c8 8 8 22 0 30"/>`},
	DrawVideo:     {"0 20 220 140", `<path class="ln pf" d="M26 34h168a6 6 0 0 1 6 6v104H20V40a6 6 0 0 1 6-6z"/><path class="ln" d="M6 152h208M98 152c2 4 22 4 24 0"/><g transform="translate(80 0) scale(.94)">` + body + `<g transform="rotate(6 0 80)">` + faceRound + crop + eyesShut + `</g>` + heldBaby + `</g><path class="ln" d="M136 52h48v36h-48zM136 98h48v36h-48z"/><g transform="translate(160 42) scale(.3)">` + body + faceRound + bun + `</g><g transform="translate(160 88) scale(.3)">` + body + faceRound + long + `</g>`},
	DrawPostponed: {"0 10 200 130", `<path class="lf" d="M92 54h80v76H92z"/><path class="ln pf" d="M30 36h80v84H30z"/><path class="ln" d="M30 58h80M48 28v16M92 28v16M46 76h10M66 76h10M86 76h10M46 94h10M66 94h10"/><path class="ln" d="M124 40h46v84h-46M138 32v16M124 62h46M138 82h18M138 100h12"/><path class="ln" d="M88 132c22 10 40 6 52-4m0 0-13 0m13 0 1 12" />`},
	DrawOffer:     {"0 10 200 140", `<path class="lf" d="M62 92h64v14H62z"/><path class="ln" d="M58 26c-4 24-2 44 2 64M58 26c18-8 42-8 60 0 4 24 2 44-2 64M60 90h56M60 104h56l4 44M60 90l-8 58M116 90v14"/><path class="ln pf" d="M150 92h26c0 16-4 24-13 24s-13-8-13-24z"/><path class="ln" d="M176 96c10-2 10 12-3 12M140 122h46M158 82c-4-6 4-8 0-14M168 82c-4-6 4-8 0-14M163 122v26M30 148h160"/>`},
	DrawNothing:   {"0 60 120 100", `<g transform="translate(54 4)">` + dotted + `</g><path class="ln" d="M4 155h112"/>`},
	DrawStill:     {"0 10 200 130", `<path class="lf" d="M74 34h56v64H74z"/><path class="ln" d="M70 30h56v64H70zM98 30v64M70 62h56M58 100h80M30 134h140"/><path class="ln" d="M148 134c-4-20-2-38 8-56M152 112c8-2 14-8 16-16M151 122c-8-2-14-8-15-16M155 92c6 0 10-6 11-13"/>`},
	DrawQuestions: {"0 10 200 130", `<path class="lf" d="M84 64h54v16H84z"/><path class="ln pf" d="M78 18h52a8 8 0 0 1 8 8v100a8 8 0 0 1-8 8H78a8 8 0 0 1-8-8V26a8 8 0 0 1 8-8z" fill-opacity="0"/><path class="ln" d="M82 40h32M82 60h44v16H82zM82 86h44v16H82zM98 122h12"/><circle class="if" cx="90" cy="68" r="3.5"/><path class="ln" d="M160 132c4-26-6-40-22-38M40 132c-6-30 4-56 30-66M138 100l-10 0M138 110l-8 0"/>`},
	DrawSent:      {"0 10 200 130", `<path class="lf" d="M60 54h96v60H60z"/><path class="ln" d="M54 48h92v60H54zM54 50l46 34 46-34M54 106l32-32M146 106l-32-32M20 70h22M12 84h30M24 98h18"/>`},
}
