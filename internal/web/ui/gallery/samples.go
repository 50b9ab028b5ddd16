package main

import (
	"fmt"
	"strings"

	"github.com/a-h/templ"

	"holdfast/internal/web/ui"
)

var groups = []ui.GroupRow{
	{Title: ui.Say("Tuesdays, 2\u00a0March to 20\u00a0April"), When: "10 to 11:30 in the morning, in person",
		Where:  ui.Say("Harbour Lane Centre, Room 2. Step-free. In English. With Ruth Okafor and Tom Hale."),
		Status: ui.Status{Kind: ui.Open, Word: "3 places left"}, Act: &ui.Button{Label: "Ask for a place", Hidden: "in the Tuesday group", Href: "#"}},
	{Title: ui.Say("Thursdays, 11\u00a0February to 1\u00a0April"), When: "1 to 2:30 in the afternoon, by video",
		Where:  ui.Say("Join from a phone. In English. With Priya Nair and Tom Hale."),
		Status: ui.Status{Kind: ui.Full, Word: "Full"}, Act: &ui.Button{Label: "Join the waiting list", Hidden: "for the Thursday group", Kind: ui.Outline, Href: "#"}},
	{Title: ui.Say("Wednesdays, new date by 1\u00a0March"), When: "2 to 3:30 in the afternoon, in person",
		Where:  ui.Say("Quayside Library, first floor, with a lift. It was to start on 17\u00a0February. One of the two group leaders is ill. If you have a place, you keep it."),
		Status: ui.Status{Kind: ui.Postponed, Word: "Postponed"}, Act: &ui.Button{Label: "Join the waiting list", Hidden: "for the Wednesday group", Kind: ui.Outline, Href: "#"}},
	{Title: ui.Say("Tuesdays, 8\u00a0June to 27\u00a0July"), When: "6 to 7:30 in the evening, by video",
		Where:  ui.Say("Join from a phone. In English. With Ruth Okafor and Sam Birch."),
		Status: ui.Status{Kind: ui.Open, Word: "8 places left"}, Act: &ui.Button{Label: "Ask for a place", Hidden: "in the evening group", Href: "#"}},
}

func birthQuestion(summary *ui.ErrorSummary) ui.Question {
	return ui.Question{
		Back: ui.Back{Label: "Back", Href: "#"}, Summary: summary, Action: "#", Hidden: map[string]string{"step": "birth"},
		WhyLead: "Why we ask.", Why: "Each group is for babies of about the same age. We work out how old your baby will be at the first session.",
		Submit: ui.Button{Label: "Continue", Busy: "Sending…"},
		Others: []ui.Link{{Label: "My baby is not born yet", Href: "#"}, {Label: "I have twins or more", Href: "#"}, {Label: "I’m not sure of the date", Href: "#"}},
		Saved:  "Each answer is kept as you go. You can stop and come back on this phone until Friday.",
	}
}

func birth(day, month, year, fault string) ui.DateField {
	return ui.DateField{Name: "birth", Legend: "When was your baby born?", Heading: true, Hint: "For example, 15 12 2026", Error: fault, ErrorWord: "Error:",
		Wrong: ui.Year, Day: day, Month: month, Year: year, DayLabel: "Day", MonthLabel: "Month", YearLabel: "Year"}
}

const weeksInMonth = 52.18 / 12

func ageBar(firstWeek float64) ui.AgeBar {
	bar := ui.AgeBar{Label: fmt.Sprintf("Age bar. Baby is 8 weeks old today. The group runs from %.0f weeks to %.0f weeks of age; a baby can start from 1 to 6 months.", firstWeek, firstWeek+7),
		Months: 8, Unit: "Baby’s age in months", From: 1, To: 6, Today: 8 / weeksInMonth, TodayLabel: "Today", LastLabel: "14 June"}
	for week := range 8 {
		bar.Sessions = append(bar.Sessions, (firstWeek+float64(week))/weeksInMonth)
	}
	return bar
}

func link(label string) templ.Component { return ui.Link{Label: label, Href: "#"} }
func button(label string) templ.Component {
	return ui.Button{Label: label, Href: "#", Kind: ui.Outline}
}

func who(name ui.Name, rest string) templ.Component {
	return ui.Join(nameLink(name), ui.Say(rest))
}

var marks = []ui.Mark{
	{Value: "present", Label: "Present", Here: true}, {Value: "part", Label: "Part", Here: true},
	{Value: "cant", Label: "Can’t", Then: ui.ThenReason}, {Value: "absent", Label: "Not here", Then: ui.ThenCall},
}

func registerRow(key string, name ui.Name, with, chosen, well string) ui.RegisterRow {
	return ui.RegisterRow{
		Key: key, Name: name, With: with, Question: "Was " + ui.Isolate(name.Text) + " here?", Chosen: chosen,
		Alone: &ui.Check{Name: key + "-alone", Label: "Without baby"},
		Well:  ui.Field{Name: key + "-well", Label: "What went well for " + ui.Isolate(name.Text), Unseen: true, Hold: "What went well", Value: well, Dir: "auto"},
		Reason: ui.Select{Name: key + "-reason", Label: "Reason " + ui.Isolate(name.Text) + " can’t come", Unseen: true,
			Options: []ui.Option{{Value: "", Label: "Why not?"}, {Value: "ill", Label: "Baby or carer ill"}, {Value: "work", Label: "Work"}, {Value: "travel", Label: "Travel"}, {Value: "other", Label: "Another reason"}}},
		Call: &ui.Link{Label: "Log a call to " + ui.Isolate(strings.Fields(name.Text)[0]), Href: "#"},
	}
}

func register() ui.Register {
	rows := []ui.RegisterRow{
		registerRow("p1", ui.Name{Text: "Tove Lindqvist"}, "Elin, 14 w 2 d today", "present", "Elin turned to her voice, twice"),
		registerRow("p2", ui.Name{Text: "Chidi Eze"}, "Ada, 17 w today.", "present", ""),
		registerRow("p3", ui.Name{Text: "Joanna Reid"}, "Fern, 12 w 5 d today", "part", "Came for the second half, settled at once"),
		registerRow("p4", ui.Name{Text: "Maria-Antonietta de la Fuente Villanueva"}, "Leo, 20 w 1 d today", "present", ""),
		registerRow("p5", ui.Name{Text: "Grace Mensah"}, "Kofi, 16 w 3 d today.", "absent", ""),
		registerRow("p6", ui.Name{Text: "Kit Barlow"}, "Wren, 15 w today", "present", ""),
		registerRow("p7", ui.Name{Text: "Hollie Pratt"}, "Alfie and Edie (twins), 18 w 4 d today", "cant", ""),
		registerRow("p8", salma, "Yara, 13 w 6 d today", "", ""),
	}
	rows[1].Alone.Checked = true
	rows[4].Flag, rows[4].CallNote = "Third miss: ring today", "after 14:00, no voicemail"
	rows[5].Done = &ui.Done{Text: "Kit Barlow marked present, 10:07", Undo: &ui.Button{Label: "Undo", Kind: ui.Quiet, Name: "undo", Value: "p6", Free: true}}
	rows[6].Reason.Value = "ill"
	return ui.Register{Action: "#", Title: "Who is here", Marks: marks, Rows: rows, Short: "7 of 8 marked",
		Tally: []string{"4 present", "1 part", "1 can’t", "1 not here", "1 to mark"}, Keys: "Keys 1–4 mark, N note, U undo", Finish: ui.Button{Label: "Done"}}
}

var pairs = []ui.Pair{
	{Label: "1", Before: 11, After: 8}, {Label: "2", Before: 9, After: 8},
	{Label: "3", Before: 16, After: 9, Verdict: ui.Better}, {Label: "4", Before: 14, After: 10, Verdict: ui.Better},
	{Label: "5", Before: 12, After: 7, Verdict: ui.Better}, {Label: "6", Before: 17, After: 10, Verdict: ui.Better},
	{Label: "7", Before: 13, After: 8, Verdict: ui.Better}, {Label: "8", Before: 10, After: 14, Verdict: ui.Worse},
}

func score(n float64) string { return fmt.Sprintf("%g", n) }

func change(n float64) string {
	if n == 0 {
		return "0"
	}
	return strings.Replace(fmt.Sprintf("%+g", n), "-", "−", 1)
}

var plotWords = ui.PlotWords{Before: "Before", After: "After", Change: "Change", Mean: "Mean", Better: "better", Worse: "worse",
	IsBetter: "Reliably better", IsChance: "Could be chance", IsWorse: "Reliably worse", Who: "Caregiver", Verdict: "Amounts to", Numbers: "The numbers of this plot"}

func slopes() ui.PairPlot {
	return ui.PairPlot{Kind: ui.Slopes, Title: "Each caregiver, before and after", Note: "Shaded: 13 or more, where a closer look is advised",
		Label: "Slope plot of eight mood scores before and after. Six lines fall by different amounts, one stays almost level, one rises. The numbers are in the table below.",
		Pairs: pairs, Min: 0, Max: 30, Band: &[2]float64{12.5, 30}, Better: ui.LowerBetter, Words: plotWords, Format: score, Signed: change}
}

func changes(pairs []ui.Pair) ui.PairPlot {
	return ui.PairPlot{Kind: ui.Changes, Title: "How much each changed", Note: "Shaded: under 4 points, could be chance. Bar: mean with 95 % interval",
		Label: "Change plot. Five changes lie beyond four points on the better side, one at plus four on the worse side, two within what could be chance. Mean −3.5, interval −6.5 to −0.5.",
		Pairs: pairs, Min: 0, Max: 30, Reliable: 4, Mean: &ui.Interval{Mean: -3.5, Low: -6.5, High: -.5}, Better: ui.LowerBetter, Words: plotWords, Format: score, Signed: change}
}

// many pairs, spread as a large study's would be.
func manyPairs() []ui.Pair {
	var list []ui.Pair
	for i := range 80 {
		before := 6 + float64((i*7)%19)
		after := max(0, before-5+float64((i*11)%13)-3)
		p := ui.Pair{Label: fmt.Sprint(i + 1), Before: before, After: after}
		switch d := after - before; {
		case d <= -4:
			p.Verdict = ui.Better
		case d >= 4:
			p.Verdict = ui.Worse
		}
		list = append(list, p)
	}
	return list
}

var attendance = ui.AttendancePlot{Title: "Who came, session by session", Note: "Session 5 was cancelled: the centre was closed",
	Label:    "Attendance by session. Between six and nine of nine came to each; session 5 was cancelled. The numbers are in the table below.",
	Sessions: []ui.SessionCount{{Label: "1", Present: 9}, {Label: "2", Present: 8, Cant: 1}, {Label: "3", Present: 7, Part: 1, NotHere: 1}, {Label: "4", Present: 8, NotHere: 1}, {Label: "5", Cancelled: true}, {Label: "6", Present: 5, Part: 1, Cant: 1, NotHere: 2}, {Label: "7", Present: 7, Cant: 1, NotHere: 1}, {Label: "8", Present: 8, NotHere: 1}},
	Session:  "Session", Present: "Present", Part: "Part", Cant: "Could not come", NotHere: "Not here", Cancelled: "Cancelled", Numbers: "The numbers of this plot"}

func strip(now, was float64, both bool) ui.ScoreStrip {
	s := ui.ScoreStrip{Sentence: "Mood: 9, was 16. Reliably better: changes under 4 points could be chance.",
		Label: "Score strip from 0 to 30, lower is better. It was 16, in the band 13 to 30. It is now 9, in the band 0 to 9.",
		Min:   0, Max: 30, Bands: []ui.Band{{From: 0, To: 10, Name: "low"}, {From: 10, To: 13, Name: "watch"}, {From: 13, To: 30, Name: "look closer"}},
		Now: now, NowText: "now " + score(now), Better: ui.LowerBetter, BetterIs: "better"}
	if both {
		s.Was, s.WasText, s.Reliable = &was, "was "+score(was), 4
	}
	return s
}
