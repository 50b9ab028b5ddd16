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
	DrawSleep     DrawingName = "sleep"     // a baby on the back in an empty cot, from above
	DrawBelly     DrawingName = "belly"     // round the belly, the way a clock goes
	DrawCues      DrawingName = "cues"      // a baby who wants more, and one who has had enough
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
	DrawVideo:     {"0 20 220 140", `<path class="ln pf" d="M26 34h168a6 6 0 0 1 6 6v104H20V40a6 6 0 0 1 6-6z"/><path class="ln" d="M6 152h208M98 152c2 4 22 4 24 0M138 50h46v38h-46zM138 96h46v38h-46z"/>` + person("translate(80 23) scale(.8)", "6", crop) + `<path class="ln" d="M148 88c0-10 4-15 13-15s13 5 13 15M148 134c0-10 4-15 13-15s13 5 13 15"/><circle class="ln pf" cx="161" cy="65" r="7"/><circle class="ln pf" cx="161" cy="111" r="7"/><path class="sf" d="M153.5 64c0-10 15-10 15 0-4 0-6-2-7.5-4-1.5 2-3.5 4-7.5 4zM153.5 120c-3-6 0-8 0-11 0-9 15-9 15 0 0 3 3 5 0 11-2-4-1-8-2-12-4 0-8-1-11 0-1 4 0 8-2 12z"/>`},
	DrawPostponed: {"20 8 160 126", `<circle class="lf" cx="143" cy="103" r="13"/><path class="ln" d="M34 28h132v98H34zM34 52h132M66 18v20M134 18v20M82 76c18 1 30 6 42 15m-12-1 12 1-4-11M94 108h8M70 108h8M118 70h8M142 70h8"/><circle class="ln" cx="66" cy="74" r="11" stroke-dasharray="1 6"/><circle class="ln" cx="140" cy="100" r="12"/>`},
	DrawOffer:     {"0 10 200 140", `<path class="lf" d="M62 92h64v14H62z"/><path class="ln" d="M58 26c-4 24-2 44 2 64M58 26c18-8 42-8 60 0 4 24 2 44-2 64M60 90h56M60 104h56l4 44M60 90l-8 58M116 90v14"/><path class="ln pf" d="M150 92h26c0 16-4 24-13 24s-13-8-13-24z"/><path class="ln" d="M176 96c10-2 10 12-3 12M140 122h46M158 82c-4-6 4-8 0-14M168 82c-4-6 4-8 0-14M163 122v26M30 148h160"/>`},
	DrawNothing:   {"0 60 120 100", `<g transform="translate(54 4)">` + dotted + `</g><path class="ln" d="M4 155h112"/>`},
	DrawStill:     {"30 8 150 110", `<path class="lf" d="M60 20h84v84H60z"/><path class="ln" d="M56 16h84v84H56zM98 16v84M56 58h84M40 108h132M147 108l-3-18h22l-3 18M155 90c-1-16 2-30 10-42M157 74c8-1 13-6 15-14M155 80c-7-2-11-6-12-12"/>`},
	DrawQuestions: {"30 4 160 148", `<path class="lf" d="M82 62h52v18H82z"/><path class="ln" d="M74 12h52a8 8 0 0 1 8 8v112a8 8 0 0 1-8 8H74a8 8 0 0 1-8-8V20a8 8 0 0 1 8-8zM78 34h30M78 58h44v18H78zM78 86h44v18H78zM94 128h12M66 78h-6a7 7 0 0 0 0 14h6M66 96h-6a7 7 0 0 0 0 14h6"/><circle class="if" cx="87" cy="67" r="3.5"/><path class="ln pf" d="M172 148c0-16 2-26-4-36-8-14-27-21-45-23-7-1-9 7-3 10 12 5 21 8 23 16 2 12 3 20 1 33"/>`},
	DrawSent:      {"0 10 200 130", `<path class="lf" d="M60 54h96v60H60z"/><path class="ln" d="M54 48h92v60H54zM54 50l46 34 46-34M54 106l32-32M146 106l-32-32M20 70h22M12 84h30M24 98h18"/>`},
	DrawSleep:     {"30 2 130 206", `<path class="lf" d="M85 119c-8 20-11 48-5 63 4 8 34 8 38 0 6-15 3-43-5-63z"/><path class="ln" d="M46 10h98a6 6 0 0 1 6 6v178a6 6 0 0 1-6 6H46a6 6 0 0 1-6-6V16a6 6 0 0 1 6-6zM48 18h94v174H48zM40 32h8M142 32h8M40 47h8M142 47h8M40 62h8M142 62h8M40 77h8M142 77h8M40 92h8M142 92h8M40 107h8M142 107h8M40 122h8M142 122h8M40 137h8M142 137h8M40 152h8M142 152h8M40 167h8M142 167h8M40 182h8M142 182h8"/><path class="ln" d="M82 117c-8 20-12 48-6 63 4 8 34 8 38 0 6-15 2-43-6-63"/><path class="ln" d="M83 121c-9-1-15-9-15-22M107 121c9-1 15-9 15-22"/><circle class="ln pf" cx="67" cy="95" r="4.5"/><circle class="ln pf" cx="123" cy="95" r="4.5"/><circle class="ln pf" cx="95" cy="100" r="19"/><path class="sf" d="M90 82c2-6 8-8 13-6-3 1-5 3-5 6z"/><path class="ln" d="M84 101c2.5 3 6 3 8 0M98 101c2.5 3 6 3 8 0M93 109c1.5 1 3 1 4 0"/>`},
	DrawBelly:     {"20 0 160 190", `<circle class="lf" cx="103" cy="121" r="30"/><path class="ln" d="M76 78c-9 12-12 34-8 52 2 12 3 20-2 34-3 10 10 14 14 4 3-9 8-16 20-16s17 7 20 16c4 10 17 6 14-4-5-14-4-22-2-34 4-18 1-40-8-52"/><path class="ln" d="M72 86c-14 2-26-6-32-20M128 86c14 2 26-6 32-20"/><circle class="ln pf" cx="38" cy="61" r="6"/><circle class="ln pf" cx="162" cy="61" r="6"/><circle class="ln pf" cx="100" cy="48" r="31"/><path class="sf" d="M93 19c3-9 12-12 19-9-5 2-7 5-7 9z"/><path class="if" d="M89 44a2.5 3 0 1 0 .1 0zM111 44a2.5 3 0 1 0 .1 0z"/><path class="ln" d="M94 58c4 4 8 4 12 0"/><path class="ln" d="M98 119c1 2 3 2 4 0"/><path class="ln" d="M80 108a24 24 0 1 1-4 17M67 136l9-11 9 10"/>`},
	DrawCues:      {"10 10 250 146", `<path class="lf" d="M28 150c0-26 14-40 37-40s35 14 35 40z"/><path class="ln" d="M24 150c0-28 13-42 37-42s37 14 37 42"/><circle class="ln pf" cx="61" cy="72" r="40"/><path class="sf" d="M52 34c3-11 14-15 23-11-6 2-9 6-9 11z"/><path class="if" d="M47 62a4 5 0 1 0 .1 0zM75 62a4 5 0 1 0 .1 0z"/><path class="ln" d="M40 52c4-4 9-4 13-1M69 51c4-3 9-3 13 1M50 86c6 8 16 8 22 0"/><path class="ln" d="M163 150c0-28 13-42 37-42s37 14 37 42"/><circle class="ln pf" cx="200" cy="72" r="40"/><path class="sf" d="M206 33c3-11 14-15 23-11-6 2-9 6-9 11z"/><path class="ln" d="M205 62c4 4 9 4 13 0M226 60c3 3 7 3 9-1M203 53c5-4 10-3 14 0M224 51c3-3 7-3 10 0M239 74c4 1 4 6 0 8"/><path class="ln pf" d="M218 80c7 0 10 6 9 13-1 6-5 9-9 9s-8-4-8-10c0-7 3-12 8-12z"/><path class="ln" d="M176 130c-16-2-26-14-28-30M148 100c-1-4-8-6-14-4M148 100c-4-6-8-14-12-16M148 100c-2-8-2-16-1-22M148 100c2-7 7-13 11-15"/>`},
}
