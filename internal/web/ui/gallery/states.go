package main

import (
	"strconv"

	"holdfast/internal/web/ui"
)

var places = []ui.Status{
	{Kind: ui.Waiting, Word: "Waiting", Note: "until 14 June"}, {Kind: ui.Offered, Word: "Offered", Note: "until Friday 17:00"}, {Kind: ui.Accepted, Word: "Accepted"},
	{Kind: ui.Lapsed, Word: "Lapsed", Note: "5 February"}, {Kind: ui.Declined, Word: "Declined"}, {Kind: ui.Withdrawn, Word: "Withdrawn"}, {Kind: ui.Completed, Word: "Completed"},
}

var groupStates = []ui.Status{
	{Kind: ui.Open, Word: "3 places left"}, {Kind: ui.Full, Word: "Full"}, {Kind: ui.Postponed, Word: "Postponed"},
	{Kind: ui.Running, Word: "Running"}, {Kind: ui.Ended, Word: "Ended"}, {Kind: ui.Cancelled, Word: "Cancelled"},
}

var drawings = []ui.DrawingName{ui.DrawGroup, ui.DrawHolding, ui.DrawTalking, ui.DrawVideo, ui.DrawPostponed, ui.DrawOffer, ui.DrawNothing, ui.DrawStill, ui.DrawQuestions, ui.DrawSent}

var icons = []ui.IconName{
	ui.IconToday, ui.IconEnquiries, ui.IconGroups, ui.IconFamilies, ui.IconOutcomes, ui.IconExit, ui.IconArrow, ui.IconPhone, ui.IconVideo, ui.IconClock, ui.IconText, ui.IconMail,
	ui.IconPlace, ui.IconPerson, ui.IconLock, ui.IconPrint, ui.IconDownload, ui.IconAdd, ui.IconSearch, ui.IconPaper, ui.IconSettings, ui.IconWarning, ui.IconTick, ui.IconHelp,
}

func closeBar() ui.AgeBar {
	bar, corrected := ageBar(24), 5.2
	bar.Label = "Age bar. Baby is 5 months and 3 weeks old today, close to the last day to start."
	bar.Today, bar.Corrected = 5.7, &corrected
	return bar
}

func unbornBar() ui.AgeBar {
	bar := ageBar(6)
	bar.Label = "Age bar. Baby is not born yet."
	bar.Today = -1
	return bar
}

func smallBar() ui.AgeBar {
	bar := ageBar(11)
	bar.Small = true
	return bar
}

func oddRegister() ui.Register {
	r := register()
	r.Rows = r.Rows[:3]
	r.Rows[0].Name, r.Rows[0].Link = ui.Name{Text: long}, "#"
	r.Rows[1].Error, r.Rows[1].Chosen = "Choose one of the four", ""
	r.Rows[2].Closed = true
	for i := range r.Rows {
		key := "q" + strconv.Itoa(i)
		r.Rows[i].Key = key
		r.Rows[i].Well.Name, r.Rows[i].Reason.Name, r.Rows[i].Alone.Name = key+"-well", key+"-reason", key+"-alone"
	}
	return r
}

func keyItems() []ui.KeyItem {
	topics := []string{"Laughing", "Looking forward", "Blaming oneself", "Worry", "Fright", "Things piling up", "Sleep", "Sadness", "Crying", "Hurting oneself"}
	var items []ui.KeyItem
	for i, topic := range topics {
		n := strconv.Itoa(i + 1)
		item := ui.KeyItem{Name: "item" + n, Number: n, Topic: topic, Legend: "Item " + n + ", " + topic}
		for v := range 4 {
			item.Answers = append(item.Answers, ui.KeyAnswer{Value: strconv.Itoa(v), Label: strconv.Itoa(v), Key: strconv.Itoa(v)})
		}
		items = append(items, item)
	}
	items[0].Chosen, items[3].Error = "2", "No answer yet: key it, or leave it empty on purpose"
	return items
}
